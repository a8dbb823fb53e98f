using Sluice.Cli.Wording;
using Sluice.Targets.Chat;
using Sluice.Targets.Http;

namespace Sluice.Cli.Configuration;

/// <summary>Which language model tasks ask.</summary>
internal static class ChatSettings
{
    private static readonly ChatTargetOptions Usual = new();

    public static readonly Setting<Uri?> Url = Setting.Url(
        "chat.url",
        "http://127.0.0.1:11434/v1");

    private static readonly Setting<string?> Key = Setting.Text("chat.key", null) with
    {
        IsSecret = true,
    };

    public static readonly Setting<IReadOnlyList<string>> Models = Setting.List<string>(
        "chat.models",
        static () => SettingTexts.FormOfModels,
        "",
        (string text, out string model) => (model = text).Length > 0);

    private static readonly Setting<int> MaxOutputTokens = Setting.Number("chat.maxOutputTokens", 0, 10_000_000, 0);

    private static readonly Setting<int> ConcurrentCalls = Setting.Number(
        "chat.concurrentCalls", 1, 100_000, Usual.ConcurrentCalls);

    public static IReadOnlyList<Setting> All { get; } = [Url, Key, Models, MaxOutputTokens, ConcurrentCalls];

    /// <param name="http">How the service is reached, as HTTP tasks reach the outside.</param>
    public static ChatTargetOptions Read(SettingValues values, HttpTargetOptions http) => new()
    {
        Url = values.Get(Url),
        Key = values.Get(Key),
        Models = values.Get(Models),
        MaxOutputTokens = values.Get(MaxOutputTokens) is > 0 and var most ? most : null,
        ConcurrentCalls = values.Get(ConcurrentCalls),
        Connections = http.Connections,
        JsonDepth = http.JsonDepth,
    };
}
