using System.CommandLine;

namespace Sluice.Cli.Remote.Commands;

/// <summary>What every verb that asks a server takes.</summary>
internal static class CommonOptions
{
    public static Option<string?> Endpoint { get; } = new("--endpoint")
    {
        Description = "Where the server listens; SLUICE_ENDPOINT, or http://127.0.0.1:8700.",
        HelpName = "URL",
    };

    public static Option<string?> Profile { get; } = new("--profile")
    {
        Description = "Server and key of ~/.config/sluice/profiles.yaml.",
        HelpName = "NAME",
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Answer in JSON: one document, or a line for each item of a stream.",
    };
}
