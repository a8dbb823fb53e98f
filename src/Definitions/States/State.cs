using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

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

    /// <summary>Where it is written in the definition.</summary>
    public SourcePosition Position { get; init; }

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

/// <summary>Runs a child execution for each item, or for each batch of items.</summary>
/// <remarks>Source: definition language, section 6.9.</remarks>
public sealed record DistributedMapState : State
{
    /// <summary>Id of the scope that is the children's whole definition.</summary>
    public required int Processor { get; init; }

    /// <summary>The children's mode, whatever the flow's own.</summary>
    public required ExecutionMode Mode { get; init; }

    /// <summary>The items; null when <see cref="Reader"/> says where they are.</summary>
    public Computed<JsonArray>? Items { get; init; }

    /// <summary>Where the items are read from; null when <see cref="Items"/> gives them.</summary>
    public Computed<JsonPayload>? Reader { get; init; }

    /// <summary>Null when each item gets a child of its own.</summary>
    public ItemBatching? Batching { get; init; }

    /// <summary>Where the results are written to; null when they are the state's raw output.</summary>
    public Computed<JsonPayload>? Writer { get; init; }

    /// <summary>Children at once, 1 or more.</summary>
    public required Computed<int> Concurrency { get; init; }

    /// <summary>Items handled at the most, 1 or more; the rest is left alone. Null for all of them.</summary>
    public Computed<int>? MaxItems { get; init; }

    /// <summary>Items that may fail, 0 or more. Without any tolerance none may.</summary>
    public Computed<int>? ToleratedCount { get; init; }

    /// <summary>Share of the items that may fail, 0 to 100. Without any tolerance none may.</summary>
    public Computed<double>? ToleratedPercentage { get; init; }
}

/// <summary>How the items of a Map are put together; at least one of the two sizes is there.</summary>
/// <param name="MaxItems">Items in a batch at the most, 1 or more.</param>
/// <param name="MaxBytes">Bytes of a child's input at the most, 1 or more; an item that is larger goes alone.</param>
/// <param name="BatchInput">Goes with each batch; null for nothing.</param>
public sealed record ItemBatching(
    Computed<int>? MaxItems, Computed<int>? MaxBytes, Computed<JsonPayload>? BatchInput);

/// <summary>Calls a service.</summary>
public sealed record TaskState : State
{
    /// <summary>The action that calls a function.</summary>
    public const string InvokeFunction = "FC:InvokeFunction";

    /// <summary>The action that starts another flow; the engine itself carries it out.</summary>
    public const string StartExecution = "FNF:StartExecution";

    /// <summary>The action that calls any HTTP service.</summary>
    public const string HttpRequest = "HTTP:Request";

    /// <summary>The service and operation, such as <c>HTTP:Request</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Whether it starts an execution of another flow.</summary>
    public bool StartsChild => Action == StartExecution;

    public required TaskMode Mode { get; init; }

    /// <summary>The arguments of the call.</summary>
    public required Computed<JsonPayload> Parameters { get; init; }

    /// <summary>Where the parameters name secrets; the same list whenever it is asked for.</summary>
    public IReadOnlyList<SecretPlace> Secrets { get; init; } = [];

    /// <summary>Longest attempt, its waiting included; <see cref="TimeSpan.Zero"/> for no limit.</summary>
    public required Computed<TimeSpan> Timeout { get; init; }

    /// <summary>Whether a timeout is written, if only to say that there is none.</summary>
    public required bool HasTimeout { get; init; }

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
