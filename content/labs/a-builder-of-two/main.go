// Label-printer prints the address label of a parcel.
package main

import (
	"fmt"
	"os"
)

func main() {
	for _, code := range os.Args[1:] {
		fmt.Printf("|| ||| | || %s\n", code)
	}
}
