using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Targets.Chat;

/// <summary>A function that the model may ask for.</summary>
/// <param name="Schema">JSON Schema of its arguments.</param>
internal sealed partial record ChatTool(string Name, string? Description, JsonObject Schema)
{
    private const string Form = "it must be {type: function, function: {name: …, description: …, parameters: …}}";

    public static IReadOnlyList<ChatTool> ReadAll(JsonValue given) => given switch
    {
        JsonNull => [],
        JsonArray tools => [.. tools.Items.ToArray().Select((tool, i) => Read($"tools[{i}]", tool))],
        _ => throw new UnusableParameterException("tools", "it must be a list of functions"),
    };

    private static ChatTool Read(string place, JsonValue given)
    {
        if (given is not JsonObject { } tool || tool.Get("function") is not JsonObject function)
        {
            throw new UnusableParameterException(place, Form);
        }

        if (function.Get("name") is not JsonString { Value: var name } || !NameForm().IsMatch(name))
        {
            throw new UnusableParameterException($"{place}.function.name", "it must be 1 to 64 letters, digits, '_' and '-'");
        }

        return new(
            name,
            function.Get("description") is JsonString description ? description.Value : null,
            function.Get("parameters") switch
            {
                JsonNull => JsonObject.Of(("type", JsonValue.Of("object")), ("properties", JsonObject.Empty)),
                JsonObject schema => schema,
                _ => throw new UnusableParameterException($"{place}.function.parameters", "it must be a JSON Schema, which is an object"),
            });
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}

/// <summary>Whether the model asks for tools.</summary>
/// <param name="Kind">auto, none, required, or function.</param>
/// <param name="Name">Of the function, where it must be that one.</param>
internal sealed record ToolChoice(string Kind, string? Name = null)
{
    private static readonly string[] Kinds = ["auto", "none", "required"];

    public static ToolChoice? Read(JsonValue given, IReadOnlyList<ChatTool> tools) => given switch
    {
        JsonNull => null,
        JsonString { Value: var kind } when Kinds.Contains(kind) && (tools.Count > 0 || kind != "required") => new(kind),
        JsonString { Value: var name } when tools.Any(tool => tool.Name == name) => new("function", name),
        _ => throw new UnusableParameterException("toolChoice", "it must be auto, none, required, or the name of one of tools"),
    };
}

/// <summary>What the answer has to be.</summary>
/// <param name="Schema">Null for any JSON object.</param>
internal sealed record ChatFormat(string Name, JsonObject? Schema)
{
    /// <returns>Null for text.</returns>
    public static ChatFormat? Read(JsonValue given) => given switch
    {
        JsonNull or JsonString { Value: "text" } => null,
        JsonString { Value: "json" } => new("answer", Schema: null),
        JsonObject schema when schema.Get("type") is JsonString => new("answer", schema),
        _ => throw new UnusableParameterException("responseFormat", "it must be text, json, or a JSON Schema, which is an object with a type"),
    };
}
