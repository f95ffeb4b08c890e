print("the parcel tracker would start here")
