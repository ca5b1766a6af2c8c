global using SymDiff;
