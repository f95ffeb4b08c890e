module example.test/label-printer

go 1.25

require example.test/barcode v1.2.0
