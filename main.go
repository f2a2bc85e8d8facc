// Kontor 商栈 runs a small company's customers, sales, finance, attendance and mail from one file.
package main

func main() {}
