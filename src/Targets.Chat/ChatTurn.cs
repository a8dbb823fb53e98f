using Sluice.Model.Json;

namespace Sluice.Targets.Chat;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">system, user, assistant or tool.</param>
/// <param name="Name">Of who speaks; null for nobody in particular.</param>
/// <param name="ToolCallId">Of a tool's message: which call it answers.</param>
internal sealed record ChatTurn(
    string Role, IReadOnlyList<ChatPart> Parts, IReadOnlyList<AskedTool> ToolCalls, string? Name, string? ToolCallId)
{
    private const string Form = "it must be a list of messages, such as {role: user, content: Hello}";

    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    public static IReadOnlyList<ChatTurn> ReadAll(JsonValue given) => given switch
    {
        JsonArray { Count: > 0 } messages => [.. messages.Items.ToArray().Select((message, i) => Read($"messages[{i}]", message))],
        JsonNull => throw new UnusableParameterException("messages", "it is required"),
        _ => throw new UnusableParameterException("messages", Form),
    };

    private static ChatTurn Read(string place, JsonValue given)
    {
        if (given is not JsonObject message)
        {
            throw new UnusableParameterException(place, "it must be an object with role and content");
        }

        if (message.Get("role") is not JsonString { Value: var role } || !Roles.Contains(role))
        {
            throw new UnusableParameterException($"{place}.role", $"it must be one of {string.Join(", ", Roles)}");
        }

        var calls = role == "assistant" ? AskedTool.ReadAll($"{place}.tool_calls", message.Get("tool_calls")) : [];
        var answers = message.Get("tool_call_id") is JsonString { Value.Length: > 0 } id ? id.Value : null;
        return role == "tool" && answers is null
            ? throw new UnusableParameterException($"{place}.tool_call_id", "it must be the id of the call that the tool was asked for")
            : new(
                role,
                ReadContent($"{place}.content", message.Get("content"), mayBeAbsent: calls.Count > 0),
                calls,
                message.Get("name") is JsonString { Value.Length: > 0 } name ? name.Value : null,
                role == "tool" ? answers : null);
    }

    private static IReadOnlyList<ChatPart> ReadContent(string place, JsonValue given, bool mayBeAbsent) => given switch
    {
        JsonString text => [new ChatPart(text.Value, Image: null)],
        JsonNull when mayBeAbsent => [],
        JsonArray { Count: > 0 } parts => [.. parts.Items.ToArray().Select((part, i) => ReadPart($"{place}[{i}]", part))],
        _ => throw new UnusableParameterException(place, "it must be a text, or a list of parts: {type: text, text: …} or {type: image_url, image_url: {url: …}}"),
    };

    private static ChatPart ReadPart(string place, JsonValue given) => given is JsonObject part
        ? (part.Get("type"), part.Get("text"), part.Get("image_url")) switch
        {
            (JsonString { Value: "text" }, JsonString text, _) => new(text.Value, Image: null),
            (JsonString { Value: "image_url" }, _, JsonObject image) when image.Get("url") is JsonString { Value: var url }
                && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" or "data" =>
                new(Text: null, url),
            _ => throw new UnusableParameterException(place, "it must be {type: text, text: …} or {type: image_url, image_url: {url: …}}"),
        }
        : throw new UnusableParameterException(place, "it must be an object");
}

/// <summary>A part of a message: a text, or the URL of a picture, which may be a data URL.</summary>
internal sealed record ChatPart(string? Text, string? Image);

/// <summary>A tool that the model has asked for.</summary>
/// <param name="Arguments">A JSON object.</param>
internal sealed record AskedTool(string Id, string Name, JsonObject Arguments)
{
    public static IReadOnlyList<AskedTool> ReadAll(string place, JsonValue given) => given switch
    {
        JsonNull => [],
        JsonArray calls => [.. calls.Items.ToArray().Select((call, i) => Read($"{place}[{i}]", call))],
        _ => throw new UnusableParameterException(place, "it must be a list of calls"),
    };

    /// <summary>As it stands in a message.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("id", JsonValue.Of(Id)),
        ("type", JsonValue.Of("function")),
        ("function", JsonObject.Of(("name", JsonValue.Of(Name)), ("arguments", Arguments))));

    /// <remarks>Arguments are a text of JSON in the protocol, and an object in what a task of ours has answered.</remarks>
    private static AskedTool Read(string place, JsonValue given) =>
        given is JsonObject call
        && call.Get("id") is JsonString { Value.Length: > 0 } id
        && call.Get("function") is JsonObject function
        && function.Get("name") is JsonString { Value.Length: > 0 } name
        && FindArguments(function.Get("arguments")) is { } arguments
            ? new(id.Value, name.Value, arguments)
            : throw new UnusableParameterException(place, "it must be {id: …, type: function, function: {name: …, arguments: …}}");

    private static JsonObject? FindArguments(JsonValue given) => given switch
    {
        JsonObject arguments => arguments,
        JsonNull or JsonString { Value: "" } => JsonObject.Empty,
        JsonString text when JsonReading.TryParse(text.Value, out var parsed, out _) => parsed as JsonObject,
        _ => null,
    };
}
