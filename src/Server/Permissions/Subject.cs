using Sluice.Model.Names;

namespace Sluice.Server.Permissions;

/// <summary>What a call is about, as far as permission is concerned.</summary>
/// <remarks>Source: protocol, section 12.4.</remarks>
internal abstract record Subject
{
    private Subject()
    {
    }

    /// <summary>Nothing in particular.</summary>
    public static Subject Anything { get; } = new Whole("*");

    /// <summary>All flows together.</summary>
    public static Subject AllFlows { get; } = new Thing("fnf", Account: null, ["flow/*"]);

    public static Thing Flow(FlowName flow) => new("fnf", Account: null, [$"flow/{flow}"]);

    /// <summary>A start has two names, and a statement speaks of it by either.</summary>
    /// <param name="execution">Null when the server is to choose it.</param>
    public static Thing Start(FlowName flow, string? execution) =>
        new("fnf", Account: null, [$"flow/{flow}", $"flows/{flow}/executions/{execution ?? "*"}"]);

    public static Subject User(AccountId account, string name) => new Thing("sluice", account, [$"user/{name}"]);

    public static Subject Role(AccountId account, string name) => new Thing("sluice", account, [$"role/{name}"]);

    /// <summary>The server as a whole, which is the first account's.</summary>
    public static Subject Server { get; } = new Thing("sluice", AccountId.Default, ["system"]);

    /// <summary>Whatever of users, roles or calls an account has.</summary>
    public static Subject Administration(AccountId account) => new Thing("sluice", account, ["*"]);

    /// <summary>Something that belongs to an account.</summary>
    /// <param name="Account">Null for the caller's own.</param>
    /// <param name="Names">One or more names behind the account's.</param>
    public sealed record Thing(string Service, AccountId? Account, IReadOnlyList<string> Names) : Subject;

    /// <summary>A name that is known as a whole.</summary>
    public sealed record Whole(string Name) : Subject;

    /// <summary>A flow that has to be looked up, among those of the caller's account; all of them when none is found.</summary>
    /// <param name="FindFlowAsync">Its name.</param>
    public sealed record FlowOf(Func<AccountId, CancellationToken, ValueTask<string?>> FindFlowAsync) : Subject;

    /// <summary>The flow that a task belongs to.</summary>
    public sealed record TaskOf(string TaskToken) : Subject;

    /// <summary>All accounts at once: for the owner of the first one alone.</summary>
    public sealed record EveryAccount : Subject;

    /// <summary>The operation decides itself, since the caller's policies are not all that it takes.</summary>
    public sealed record DecidedInside : Subject;
}
