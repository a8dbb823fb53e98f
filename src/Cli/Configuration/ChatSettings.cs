using Sluice.Targets.Chat;
using Sluice.Targets.Http;

namespace Sluice.Cli.Configuration;

/// <summary>Which language model tasks ask.</summary>
internal static class ChatSettings
{
    private static readonly ChatTargetOptions Usual = new();

    public static readonly Setting<Uri?> Url = Setting.Url(
        "chat.url",
        "http://127.0.0.1:11434/v1",
        "The base URL of a service that speaks OpenAI's protocol; without it, nothing serves Ext.LLM:Chat. See docs/chat.md.");

    private static readonly Setting<string?> Key = Setting.Text(
        "chat.key", null, "The service's key, as ${secret:NAME}; without it, none is sent.") with
    {
        IsSecret = true,
    };

    public static readonly Setting<IReadOnlyList<string>> Models = Setting.List<string>(
        "chat.models",
        "a list of models such as qwen-plus",
        "",
        "The models that flows may ask, the usual one first; any, when there are none.",
        (string text, out string model) => (model = text).Length > 0);

    private static readonly Setting<int> MaxOutputTokens = Setting.Number(
        "chat.maxOutputTokens",
        0,
        10_000_000,
        0,
        "Tokens that an answer may have at the most, whatever a flow asks for; 0 for what the service allows.");

    private static readonly Setting<int> ConcurrentCalls = Setting.Number(
        "chat.concurrentCalls", 1, 100_000, Usual.ConcurrentCalls, "Calls that one account alone may have out at once; further ones wait.");

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
