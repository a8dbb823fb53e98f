using Sluice.Model.History;
using Sluice.Outbound;

namespace Sluice.Cli.Configuration;

/// <summary>What histories keep of the requests that flows make.</summary>
internal static class HistorySettings
{
    private static readonly Setting<bool> KeepCredentials = Setting.Flagged(
        "history.keepCredentials",
        false,
        "Whether histories show the headers of HTTP requests that carry credentials; otherwise "
        + string.Join(", ", HeaderMask.UsualNames) + " are masked there. What is sent is never changed.");

    private static readonly Setting<IReadOnlyList<string>> MaskedHeaders = Setting.List<string>(
        "history.maskedHeaders",
        "a list of header names such as X-Vault-Token",
        "",
        "Further headers of HTTP requests that histories do not show.",
        TryParse);

    public static IReadOnlyList<Setting> All { get; } = [MaskedHeaders, KeepCredentials];

    public static HeaderMask Read(SettingValues values) =>
        values.Get(KeepCredentials) ? HeaderMask.None : HeaderMask.With(values.Get(MaskedHeaders));

    private static bool TryParse(string text, out string name) => HeaderRules.IsName(name = text);
}
