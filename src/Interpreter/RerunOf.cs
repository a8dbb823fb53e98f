using Sluice.Model;

namespace Sluice.Interpreter;

/// <summary>An execution that another one repeats from its beginning. Names may be used again, the number not.</summary>
/// <param name="Name">Of the execution.</param>
public sealed record RerunOf(ExecutionId Id, string Name);
