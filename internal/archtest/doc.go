// Package archtest holds the rules that the compiler does not know: who may
// import whom (the table in docs/ARCHITECTURE.md), which characters may stand
// in sources, where time and chance come from, and how long things may get. Its
// tests judge the repository, and the checks themselves on broken samples.
//
// Each check returns what is wrong as lines that name the file.
package archtest
