module example.test/label-printer

go 1.25
