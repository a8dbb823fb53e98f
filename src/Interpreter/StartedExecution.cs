using Sluice.Model;

namespace Sluice.Interpreter;

/// <summary>An execution that a task has started, or found running by its name. Names may be used again, these numbers not.</summary>
/// <param name="RevisionId">What it runs.</param>
public sealed record StartedExecution(ExecutionId Id, long FlowId, long RevisionId);
