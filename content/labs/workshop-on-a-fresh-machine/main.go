package main

import "fmt"

func main() {
	fmt.Println("the label printer would start here")
}
