using System.Globalization;
using Sluice.Cli.Configuration;

namespace Sluice.Cli.Serving;

/// <summary>What <c>sluice dev</c> says when it is ready: where, with which data and keys, and what to do next.</summary>
internal static class DevBanner
{
    private const int Width = 60;

    /// <param name="urls">Where it really listens.</param>
    /// <param name="isOpen">Whether it checks no signatures.</param>
    /// <param name="store">Where executions are stored; null when that is the data directory.</param>
    /// <param name="authorityPath">The certificate that clients of https have to trust; null when there is none of ours.</param>
    /// <param name="took">From the start of the process until it takes calls.</param>
    public static string Of(SluiceOptions options, IReadOnlyCollection<string> urls, bool isOpen, string? store, string? authorityPath, TimeSpan took)
    {
        var head = $"sluice {Banner.Version} · .NET {Environment.Version.Major} · pid {Environment.ProcessId}".PadRight(Width);
        var ready = string.Create(CultureInfo.InvariantCulture, $"ready in {took.TotalSeconds:0.0} s");
        return $"""
              {head}   {ready}
              API + console   {string.Join(", ", urls)}   {(isOpen ? "(loopback only, no login)" : "(requests are signed)")}
              Data            {Data(options, store)}
              Keys for SDKs   {Keys(options, isOpen)}{(authorityPath is null ? "" : $"\n  Certificate     clients have to trust {authorityPath}")}
              Try             sluice init hello && sluice run hello
            """;
    }

    private static string Data(SluiceOptions options, string? store) =>
        options.IsInMemory ? "in memory, forgotten when this ends"
        : $"{store ?? options.Data}   (kept across restarts; --ephemeral to forget)";

    private static string Keys(SluiceOptions options, bool isOpen) =>
        isOpen ? "AccessKeyId sluice-dev   AccessKeySecret sluice-dev-secret"
        : options.Server.Authentication.Key is { } key ? $"AccessKeyId {key.Id}   AccessKeySecret as it is set"
        : "those of your users";
}
