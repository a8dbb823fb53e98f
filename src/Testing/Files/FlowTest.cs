using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>A test of a flow: what it is given, what its calls are answered, what is to come of it.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Position">Of its name.</param>
public sealed record FlowTest(string Name, SourcePosition Position)
{
    public JsonObject Input { get; init; } = JsonObject.Empty;

    public string ExecutionName { get; init; } = "test";

    public IReadOnlyList<TargetAnswers> Targets { get; init; } = [];

    /// <summary>Where answers are written, or would be.</summary>
    public SourcePosition TargetsPosition { get; init; }

    /// <summary>By the name of the flow.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TargetAnswers>> Children { get; init; } =
        new Dictionary<string, IReadOnlyList<TargetAnswers>>();

    /// <summary>By the path or name of a distributed Map.</summary>
    public IReadOnlyDictionary<string, JsonArray> Items { get; init; } = new Dictionary<string, JsonArray>();

    /// <summary>Their text, by <c>bucket/key</c>.</summary>
    public IReadOnlyDictionary<string, string> Objects { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Act> Acts { get; init; } = [];

    public TestSchedule? Schedule { get; init; }

    public DateTimeOffset Clock { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Seed { get; init; } = 1;

    /// <summary>How far virtual time goes; null for as far as the execution may.</summary>
    public TimeSpan? Until { get; init; }

    public bool IsStrict { get; init; }

    /// <summary>Why it is left out; null when it is not.</summary>
    public string? Skipped { get; init; }

    public bool IsOnly { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What is expected of each execution; of one alone, all of them share it.</summary>
    public IReadOnlyList<MappingNode> Expect { get; init; } = [];
}

/// <summary>What the calls of a state, or of an action, are answered.</summary>
/// <param name="Key">A path of names, a name, or an action.</param>
/// <param name="Position">Of the key.</param>
public sealed record TargetAnswers(string Key, SourcePosition Position, IReadOnlyList<Answer> Answers)
{
    /// <summary>It comes from the file's defaults, so a test need not use it.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The list is begun once for all branches, iterations and children.</summary>
    public bool IsShared => Answers.Any(answer => answer.IsShared);
}

/// <summary>A schedule that starts the executions of a test.</summary>
public sealed record TestSchedule(string Cron, string Payload, int Fire, DateTimeOffset? From);

/// <summary>What somebody outside does.</summary>
/// <param name="At">How long after the start; null when it is done after a state.</param>
/// <param name="After">The state by path or name; null when it is done at a time.</param>
public sealed record Act(SourcePosition Position, TimeSpan? At, string? After, ActKind Kind)
{
    /// <summary>The state whose task is reported on; empty for other acts.</summary>
    public string State { get; init; } = "";

    /// <summary>What is reported.</summary>
    public Outcome<JsonPayload> Report { get; init; }

    /// <summary>Of a stop.</summary>
    public string? Error { get; init; }

    /// <summary>Of a stop.</summary>
    public string? Cause { get; init; }
}

/// <summary>What kinds of acts there are.</summary>
public enum ActKind
{
    Stop,
    Report,
    Redrive,
}
