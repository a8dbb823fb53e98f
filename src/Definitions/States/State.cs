using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.States;

/// <summary>One state of a flow. The kinds are a closed family, shared by both languages.</summary>
public abstract record State
{
    private protected State()
    {
    }

    /// <summary>Its place in <see cref="Flow.States"/>.</summary>
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required int ScopeId { get; init; }

    /// <summary>Id of the state that follows; null when the scope ends here.</summary>
    public int? Next { get; init; }

    /// <summary>In written order: the first that matches decides.</summary>
    public IReadOnlyList<RetryRule> Retry { get; init; } = [];

    /// <summary>In written order: the first that matches decides.</summary>
    public IReadOnlyList<CatchRule> Catch { get; init; } = [];
}

/// <summary>Does nothing; its constructors or mappings reshape data.</summary>
public sealed record PassState : State;

/// <summary>Ends its scope with success. <see cref="State.Next"/> is always null.</summary>
public sealed record SucceedState : State;

/// <summary>Ends its scope with an error.</summary>
public sealed record FailState : State
{
    public required Computed<StepFailure> Failure { get; init; }
}

/// <summary>Sleeps.</summary>
public sealed record WaitState : State
{
    /// <summary>From zero up.</summary>
    public required Computed<TimeSpan> Delay { get; init; }
}

/// <summary>Picks the state that follows.</summary>
public sealed record ChoiceState : State
{
    /// <summary>In written order: the first whose condition is true decides.</summary>
    public required IReadOnlyList<ChoiceOption> Options { get; init; }

    /// <summary>Taken when no condition is true.</summary>
    public required ChoiceOption Default { get; init; }
}

/// <summary>One way out of a Choice.</summary>
/// <param name="Condition">Null for the default.</param>
/// <param name="Target">Id of the sibling to jump to; null to go on with the Choice's own <see cref="State.Next"/>.</param>
/// <param name="Steps">Id of a scope that runs first; null for none. Only the classic language has it.</param>
public sealed record ChoiceOption(Computed<bool>? Condition, int? Target, int? Steps = null);

/// <summary>Runs branches side by side, all on the state's own input.</summary>
public sealed record ParallelState : State
{
    /// <summary>Ids of scopes, in written order; at least one.</summary>
    public required IReadOnlyList<int> Branches { get; init; }
}

/// <summary>Runs one scope for each element of an array, inside the execution.</summary>
public sealed record MapState : State
{
    /// <summary>Id of the scope that runs for each element.</summary>
    public required int Processor { get; init; }

    public required Computed<JsonArray> Items { get; init; }

    /// <summary>Iterations at once, 1 or more.</summary>
    public required Computed<int> Concurrency { get; init; }
}

/// <summary>Calls a service.</summary>
public sealed record TaskState : State
{
    /// <summary>The action that calls a function.</summary>
    public const string InvokeFunction = "FC:InvokeFunction";

    /// <summary>The action that starts another flow; the engine itself carries it out.</summary>
    public const string StartExecution = "FNF:StartExecution";

    /// <summary>The service and operation, such as <c>HTTP:Request</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Whether it starts an execution of another flow.</summary>
    public bool StartsChild => Action == StartExecution;

    public required TaskMode Mode { get; init; }

    /// <summary>The arguments of the call.</summary>
    public required Computed<JsonPayload> Parameters { get; init; }

    /// <summary>Longest attempt, its waiting included; <see cref="TimeSpan.Zero"/> for no limit.</summary>
    public required Computed<TimeSpan> Timeout { get; init; }

    /// <summary>How the classic language writes the call; null in the other language.</summary>
    public ClassicCall? Classic { get; init; }

    /// <summary>The task is done when its call has answered, though a report may end it earlier.</summary>
    /// <remarks>
    /// A function is called through to its end, also where the platform is to notice the end by itself. Other calls
    /// in a callback mode only begin something.
    /// </remarks>
    public bool EndsWithItsCall =>
        Mode == TaskMode.RequestComplete
        || (Mode == TaskMode.WaitForSystemCallback && Action == InvokeFunction);
}

/// <summary>A task's call in the words of the classic language, for its history.</summary>
/// <param name="Key"><c>resourceArn</c> or <c>action</c>, whichever the task has.</param>
/// <param name="Called">What stands there.</param>
/// <param name="Pattern">Such as <c>requestResponse</c>.</param>
/// <param name="ServiceParams">Those of the definition, computed; null when it has none.</param>
public sealed record ClassicCall(
    string Key, string Called, string Pattern, Computed<JsonPayload>? ServiceParams);

/// <summary>When a task is done.</summary>
/// <remarks>Source: definition language, section 7.</remarks>
public enum TaskMode
{
    /// <summary>When the call has answered.</summary>
    RequestComplete,

    /// <summary>When the called job is done; the platform learns it by itself.</summary>
    WaitForSystemCallback,

    /// <summary>When somebody reports with the task's token.</summary>
    WaitForCustomCallback,
}
