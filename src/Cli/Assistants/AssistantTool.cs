using System.Text.Json;

namespace Sluice.Cli.Assistants;

/// <summary>Something an assistant can have done: a verb of this program, with the words that its parameters become.</summary>
/// <param name="Words">The verb and its arguments, without <c>--json</c>.</param>
internal sealed record AssistantTool(
    string Name, string Description, IReadOnlyList<ToolParameter> Parameters, Func<ToolArguments, IReadOnlyList<string>> Words)
{
    /// <summary>It changes something, if only by starting what a flow does. False.</summary>
    public bool Changes { get; init; }

    /// <summary>It asks a server. False.</summary>
    public bool AsksServer { get; init; }

    /// <summary>The verb answers in JSON when it is asked to. True.</summary>
    public bool HasJson { get; init; } = true;

    /// <summary>The parameter that the verb reads from its standard input; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Its parameters as JSON Schema.</summary>
    public JsonElement Schema() => JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = Parameters.ToDictionary(parameter => parameter.Name, parameter => new { type = parameter.Type, description = parameter.Description }),
        required = Parameters.Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name),
    });
}

/// <param name="Type">As JSON Schema has it.</param>
internal sealed record ToolParameter(string Name, string Description, bool IsRequired = true, string Type = "string");
