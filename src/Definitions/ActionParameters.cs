using Sluice.Definitions.States;

namespace Sluice.Definitions;

/// <summary>The parameters of the actions that are known: what there is to say about a task before it runs.</summary>
/// <remarks>
/// A task's parameters are checked when it is called, by its target; there a name that means nothing is ignored. That
/// the targets serve just these actions and read just these names is held by a test of the server, which alone sees
/// both. Source: definition language, section 10.
/// </remarks>
public sealed record ActionParameters
{
    private ActionParameters(string action) => Action = action;

    /// <summary>Every action that is known, in the order of the reference.</summary>
    public static IReadOnlyList<ActionParameters> All { get; } =
    [
        new("HTTP:Request") { Required = ["url", "method"], Optional = ["body", "headers", "query"] },
        new(TaskState.InvokeFunction)
        {
            Required = ["resourceArn"], Optional = ["invocationType", "body", "result"],
        },
        new(TaskState.StartExecution) { Required = ["resourceArn"], Optional = ["executionName", "input"] },
        new("OSS:GetObject") { Required = ["bucket", "key"], Optional = [.. Objects(), "range", "ifMatch", "ifNoneMatch"] },
        new("OSS:PutObject") { Required = ["bucket", "key", "body"], Optional = [.. Objects(), "isBase64"] },
        new("OSS:CopyObject") { Required = ["sourceKey", "bucket", "key"], Optional = [.. Objects(), "sourceBucket"] },
        new("OSS:DeleteObject") { Required = ["bucket", "key"], Optional = Objects() },
        new("OSS:ListObjects")
        {
            Required = ["bucket"], Optional = [.. Objects(), "prefix", "marker", "maxKeys", "delimiter"],
        },
        new("OSS:PutBucket") { Required = ["bucket"], Optional = Objects() },
        new("MNS:SendMessage")
        {
            Required = ["resourceArn", "message"],
            Optional = ["priority", "delaySeconds", "messageTag", "messageAttributes"],
        },
        new("Ext.LLM:Chat")
        {
            Setting = "chat.url",
            Required = ["messages"],
            Optional =
            [
                "model", "tools", "toolChoice", "responseFormat", "maxTokens", "temperature", "topP", "seed", "stop", "stream",
            ],
        },
        new("EventBridge:PutEvents")
        {
            Required = ["id", "source", "type", "eventBusName"], Optional = ["subject", "data"],
        },
    ];

    public string Action { get; }

    /// <summary>Whether this server carries it out. One that is not fails when a task comes to it.</summary>
    public bool IsServed { get; private init; } = true;

    /// <summary>What has to be set, so that this server carries it out; null for nothing.</summary>
    public string? Setting { get; private init; }

    public required IReadOnlyList<string> Required { get; init; }

    public required IReadOnlyList<string> Optional { get; init; }

    /// <summary>What is served without any setting.</summary>
    public static ActionAdvice Usual { get; } = action =>
        Find(action) is not { IsServed: true } known ? ""
        : known.Setting is { } setting ? $"Set {setting}; docs/configuration.md says what it is."
        : null;

    /// <summary>Null for an action that is not known.</summary>
    public static ActionParameters? Find(string action) => All.FirstOrDefault(known => known.Action == action);

    /// <summary>Whether the language itself has actions of this service.</summary>
    public static bool IsOfKnownService(string action) =>
        All.Any(known => action.StartsWith(known.Action[..(known.Action.IndexOf(':') + 1)], StringComparison.Ordinal));

    /// <summary>What every action on objects takes.</summary>
    private static string[] Objects() => ["region", "versionId"];
}
