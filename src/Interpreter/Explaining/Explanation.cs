using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Explaining;

/// <summary>Why an execution stands where it does.</summary>
/// <param name="Sentence">For people; one sentence, or two where rules were looked at.</param>
public sealed record Explanation(ExplainedCase Case, string Sentence)
{
    /// <summary>The step that it is about; null when it is about none.</summary>
    public ExplainedStep? Step { get; init; }

    /// <summary>What that failed with; null when it did not.</summary>
    public StepFailure? Failure { get; init; }

    /// <summary>The step's newest request, as history shows it; null for what calls nothing.</summary>
    public HistoryEvent? Request { get; init; }

    /// <summary>What came of it; null while nothing has.</summary>
    public HistoryEvent? Answer { get; init; }

    /// <summary>The Retry and Catch rules that were looked at, those of the step first, then those of the steps around it.</summary>
    public IReadOnlyList<ExplainedRule> Rules { get; init; } = [];

    /// <summary>What can be done now, a sentence each.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>The commands for it, the one that does the least first.</summary>
    public IReadOnlyList<ExplainedCommand> Commands { get; init; } = [];
}

/// <summary>What kind of explanation it is.</summary>
public enum ExplainedCase
{
    Succeeded,
    Failed,
    TimedOut,
    Stopped,

    /// <summary>Something goes on that will come to an end by itself.</summary>
    Running,

    /// <summary>A step has failed, and is tried again at a time.</summary>
    Retrying,

    /// <summary>Somebody outside is to report.</summary>
    Waiting,

    /// <summary>Nothing is due that could bring it on: a bug of Sluice.</summary>
    Stuck,
}

/// <summary>A step of an execution, and where it is written.</summary>
/// <param name="Path">With those around it: <c>both[1]/charge</c>; the name alone where more is not known.</param>
/// <param name="Kind">Such as <c>Task</c>; null where the definition is not accepted any more.</param>
/// <param name="Action">What a Task calls; null for other kinds.</param>
/// <param name="Attempts">1 or more.</param>
/// <param name="Position">Null where it is not known.</param>
public sealed record ExplainedStep(
    string Name, string Path, string? Kind, string? Action, int Attempts, DateTimeOffset? Entered, SourcePosition? Position);

/// <summary>A rule that did not help.</summary>
/// <param name="State">Whose rule it is.</param>
/// <param name="IsRetry">Otherwise a Catch.</param>
/// <param name="Ordinal">Among those of its kind, from 0 in written order.</param>
/// <param name="Errors">The codes that it names.</param>
/// <param name="Verdict">Why it took nothing: a clause.</param>
public sealed record ExplainedRule(string State, bool IsRetry, int Ordinal, IReadOnlyList<string> Errors, string Verdict);
