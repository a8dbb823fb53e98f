using Sluice.Client.Answers;

namespace Sluice.Cli.Remote;

/// <summary>What the verbs that ask a server end with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The execution did not succeed.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for cannot be: it is misspelt, not there, or not possible as things stand.</summary>
    public const int Usage = 2;

    /// <summary>The definition was refused.</summary>
    public const int InvalidDefinition = 3;

    /// <summary>No server answers, or it cannot answer now.</summary>
    public const int NotReachable = 4;

    /// <summary>The key is none of the server's, or may not do that.</summary>
    public const int Denied = 5;

    /// <summary>Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;

    private const int TooManyCalls = 429;

    /// <summary>Codes of credentials that are no good; their status varies.</summary>
    private static readonly string[] OfCredentials = ["InvalidAccessKeyId", "ExpiredSecurityToken", "MissingSecurityToken"];

    public static int Of(ClientException refusal) => refusal switch
    {
        { Code: ClientException.Unreadable or ClientException.Unreachable } => NotReachable,
        { Status: 401 or 403 } => Denied,
        { Code: var code } when OfCredentials.Any(known => code.StartsWith(known, StringComparison.Ordinal)) => Denied,
        { Code: "InvalidDefinition" } => InvalidDefinition,
        { Diagnostics.ValueKind: System.Text.Json.JsonValueKind.Array } => InvalidDefinition,
        { Status: TooManyCalls or >= 500 } => NotReachable,
        _ => Usage,
    };
}
