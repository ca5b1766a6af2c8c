global using Xunit;
global using static SymDiff.Gradients.Tests.Checks.Modes;
