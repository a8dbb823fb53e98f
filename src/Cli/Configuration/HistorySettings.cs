using Sluice.Cli.Wording;
using Sluice.Model.History;
using Sluice.Outbound;

namespace Sluice.Cli.Configuration;

/// <summary>What histories keep of the requests that flows make.</summary>
internal static class HistorySettings
{
    private static readonly Setting<bool> KeepCredentials = Setting.Flagged("history.keepCredentials", false) with
    {
        DescriptionFacts = string.Join(", ", HeaderMask.UsualNames),
    };

    private static readonly Setting<IReadOnlyList<string>> MaskedHeaders = Setting.List<string>(
        "history.maskedHeaders", static () => SettingTexts.FormOfHeaders, "", TryParse);

    public static IReadOnlyList<Setting> All { get; } = [MaskedHeaders, KeepCredentials];

    public static HeaderMask Read(SettingValues values) =>
        values.Get(KeepCredentials) ? HeaderMask.None : HeaderMask.With(values.Get(MaskedHeaders));

    private static bool TryParse(string text, out string name) => HeaderRules.IsName(name = text);
}
