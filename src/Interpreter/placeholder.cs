namespace Sluice.Interpreter;
