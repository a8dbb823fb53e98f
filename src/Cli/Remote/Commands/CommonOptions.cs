using System.CommandLine;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>What every verb that asks a server takes.</summary>
internal static class CommonOptions
{
    private const string EndpointName = "--endpoint";
    private const string ProfileName = "--profile";
    private const string JsonName = "--json";

    public static Option<string?> Endpoint() => new(EndpointName)
    {
        Description = HelpTexts.Endpoint,
        HelpName = "URL",
    };

    public static Option<string?> Profile() => new(ProfileName)
    {
        Description = HelpTexts.Profile,
        HelpName = "NAME",
    };

    public static Option<bool> Json() => new(JsonName)
    {
        Description = HelpTexts.Json,
    };

    /// <summary>What was given of them; null for nothing.</summary>
    public static string? EndpointOf(ParseResult line) => line.GetValue<string?>(EndpointName);

    public static string? ProfileOf(ParseResult line) => line.GetValue<string?>(ProfileName);

    public static bool IsJson(ParseResult line) => line.GetResult(JsonName) is not null && line.GetValue<bool>(JsonName);
}
