using System.Text.Json;

namespace Sluice.Cli.Assistants;

/// <summary>What an assistant gives a tool.</summary>
internal sealed class ToolArguments(IEnumerable<KeyValuePair<string, JsonElement>> given)
{
    private readonly Dictionary<string, JsonElement> _given = given
        .Where(argument => argument.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>A text as it is, anything else as JSON; null when it is not given.</summary>
    public string? Find(string name) => !_given.TryGetValue(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    /// <summary>The same of one that the tool needs.</summary>
    public string Get(string name) => Find(name) ?? "";

    public bool IsTrue(string name) => Find(name) == "true";

    /// <summary>The option and its value, when the argument is given.</summary>
    public IEnumerable<string> Option(string name, string option) => Find(name) is { } value ? [$"{option}={value}"] : [];

    /// <summary>What is wrong with them; null for nothing.</summary>
    public string? Problem(AssistantTool tool)
    {
        var missing = tool.Parameters.FirstOrDefault(parameter => parameter.IsRequired && Find(parameter.Name) is null);
        var unknown = _given.Keys.FirstOrDefault(name => tool.Parameters.All(parameter => parameter.Name != name));
        return missing is not null ? $"{tool.Name} needs '{missing.Name}': {missing.Description}"
            : unknown is not null ? $"{tool.Name} has no parameter '{unknown}'; it has {string.Join(", ", tool.Parameters.Select(parameter => parameter.Name))}."
            : tool.Parameters.FirstOrDefault(parameter => parameter.Type == "string" && Find(parameter.Name)?.StartsWith('-') == true && parameter.Name != tool.Input) is { } option
                ? $"'{option.Name}' cannot begin with '-'."
            : null;
    }
}
