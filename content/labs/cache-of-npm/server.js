console.log("the web page would start here");
