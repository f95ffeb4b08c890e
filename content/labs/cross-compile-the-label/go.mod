module example.test/label

go 1.25
