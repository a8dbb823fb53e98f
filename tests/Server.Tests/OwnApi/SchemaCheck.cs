using System.Globalization;
using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Holds JSON against the schemas of a description, as far as descriptions of this API use them.</summary>
internal sealed class SchemaCheck(JsonElement description)
{
    /// <summary>What does not fit, each with the way to it; empty when all does.</summary>
    public IReadOnlyList<string> Problems(JsonElement schema, JsonElement value, string path = "")
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return Problems(description.GetProperty("components").GetProperty("schemas").GetProperty(name), value, path);
        }

        var problems = new List<string>();
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(value, name)))
        {
            return [$"{path}: {value.ValueKind} is not {type}"];
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            problems.Add($"{path}: {value} is not one of {words}");
        }

        if (schema.TryGetProperty("format", out var format) && value.ValueKind == JsonValueKind.String)
        {
            Assert.Equal("date-time", format.GetString());
            if (!DateTimeOffset.TryParseExact(
                value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                problems.Add($"{path}: {value} is not a time with milliseconds");
            }
        }

        if (schema.TryGetProperty("items", out var items) && value.ValueKind == JsonValueKind.Array)
        {
            problems.AddRange(value.EnumerateArray().SelectMany((item, i) => Problems(items, item, $"{path}[{i}]")));
        }

        if (schema.TryGetProperty("properties", out var members) && value.ValueKind == JsonValueKind.Object)
        {
            problems.AddRange(ProblemsOfMembers(schema, members, value, path));
        }

        return problems;
    }

    private IEnumerable<string> ProblemsOfMembers(JsonElement schema, JsonElement members, JsonElement value, string path)
    {
        foreach (var name in schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!))
        {
            if (!value.TryGetProperty(name, out _))
            {
                yield return $"{path}.{name}: it is missing";
            }
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryGetProperty(member.Name, out var known))
            {
                yield return $"{path}.{member.Name}: nobody knows it";
                continue;
            }

            foreach (var problem in Problems(known, member.Value, $"{path}.{member.Name}"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(name => name.GetString()!)
        : [type.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException($"There is no type '{type}'."),
    };
}
