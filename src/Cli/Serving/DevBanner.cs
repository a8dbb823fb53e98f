using System.Globalization;
using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Serving;

/// <summary>What <c>sluice dev</c> says when it is ready: where, with which data and keys, and what to do next.</summary>
internal static class DevBanner
{
    private const int Width = 60;
    private const int LabelWidth = 13;

    /// <param name="urls">Where it really listens.</param>
    /// <param name="isOpen">Whether it checks no signatures.</param>
    /// <param name="store">Where executions are stored; null when that is the data directory.</param>
    /// <param name="authorityPath">The certificate that clients of https have to trust; null when there is none of ours.</param>
    /// <param name="took">From the start of the process until it takes calls.</param>
    public static string Of(SluiceOptions options, IReadOnlyCollection<string> urls, bool isOpen, string? store, string? authorityPath, TimeSpan took)
    {
        var head = $"sluice {Banner.Version} · .NET {Environment.Version.Major} · pid {Environment.ProcessId}".PadRight(Width);
        var ready = Texts.FormatReadyIn(took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        var access = isOpen ? Texts.LoopbackOnly : Texts.RequestsSigned;
        string?[] lines =
        [
            $"  {head}   {ready}",
            Line(Texts.DevWhere, $"{string.Join(", ", urls)}   {access}"),
            Line(Texts.DevData, Data(options, store)),
            Line(Texts.DevKeysLabel, Keys(options, isOpen)),
            authorityPath is null ? null : Line(Texts.DevCertificate, Texts.FormatDevTrust(authorityPath)),
            Line(Texts.DevTry, "sluice init hello && sluice run hello"),
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Line(string label, string text) => $"  {Cells.Pad(label, LabelWidth)}   {text}";

    private static string Data(SluiceOptions options, string? store) =>
        options.IsInMemory ? Texts.DataInMemory
        : Texts.FormatDataKept(store ?? options.Data);

    private static string Keys(SluiceOptions options, bool isOpen) =>
        isOpen ? "AccessKeyId sluice-dev   AccessKeySecret sluice-dev-secret"
        : options.Server.Authentication.Key is { } key ? Texts.FormatKeysAsSet(key.Id)
        : Texts.KeysOfUsers;
}
