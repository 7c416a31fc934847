// Package holiday knows the public holidays of Japan, computed from the law
// (国民の祝日に関する法律, Act 178 of 1948) as it has stood since 2007, when the
// rules of today for substitute and citizens' holidays came into force.
//
// The two equinoxes are announced by the government each February for the year
// after. Their dates follow the sun, and the usual approximation of it, which
// has agreed with every announcement so far, is good until 2099.
//
// A later change of the law, such as the moved holidays of 2020 and 2021, has
// to be added here. The package is pure.
package holiday
