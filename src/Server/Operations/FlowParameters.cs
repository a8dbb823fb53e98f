using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>The rules that CreateFlow and UpdateFlow share. Null is absent; empty stays empty, to clear a
/// value.</summary>
internal static class FlowParameters
{
    /// <summary>Longest RoleArn, in characters; our own.</summary>
    private const int RoleArnCharacters = 2048;

    /// <summary><c>FDL</c> or <c>DEFAULT</c>; null when it is absent or empty.</summary>
    /// <remarks>Source: API reference, section 4.6.</remarks>
    public static string? Type(Parameters parameters) => parameters.Optional("Type") switch
    {
        null => null,
        "FDL" => "FDL",
        "DEFAULT" => "DEFAULT",
        var other => throw ApiException.InvalidArgument("Type", $"'{Excerpt.Of(other)}' is not 'FDL'"),
    };

    /// <summary>Kept as it is; only its form is checked.</summary>
    /// <remarks>Both forms of the reference: <c>…:role/name</c> and <c>…:name</c>. Source: API reference,
    /// section 6.1.</remarks>
    /// <param name="name">The parameter that holds it.</param>
    public static string? RoleArn(Parameters parameters, string name = "RoleArn")
    {
        var text = parameters.Find(name);
        return string.IsNullOrEmpty(text) || IsRoleArn(text)
            ? text
            : throw ApiException.InvalidArgument(
                name, $"'{Excerpt.Of(text)}' is not of the form 'acs:ram::<account>:role/<name>'");
    }

    /// <summary>Compact JSON text <c>{"Variables":[{"Name","Value","Description"}]}</c>.</summary>
    /// <remarks>Source: API reference, section 5.1.</remarks>
    public static string? Environment(Parameters parameters)
    {
        var text = parameters.Find("Environment");
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        if (!JsonReading.TryParse(text, out var value, out var problem))
        {
            throw InvalidEnvironment(problem);
        }

        CheckEnvironment(value);
        return value.ToString();
    }

    private static bool IsRoleArn(string text)
    {
        if (text.Length > RoleArnCharacters || text.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            return false;
        }

        // At most five parts: a role's own name may hold further colons.
        var parts = text.Split(':', 5);
        return parts is ["acs", "ram", _, { Length: > 0 }, { Length: > 0 }];
    }

    private static void CheckEnvironment(JsonValue value)
    {
        if (value is not JsonObject environment)
        {
            throw InvalidEnvironment($"it is {value.KindName}, not an object with a member 'Variables'");
        }

        var variables = environment.Get("Variables") switch
        {
            JsonArray array => array,
            JsonNull => JsonArray.Empty,
            var other => throw InvalidEnvironment($"'Variables' is {other.KindName}, not an array"),
        };
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < variables.Count; i++)
        {
            CheckVariable(variables[i], i + 1, names);
        }
    }

    private static void CheckVariable(JsonValue value, int number, HashSet<string> names)
    {
        if (value is not JsonObject variable)
        {
            throw InvalidEnvironment(
                $"variable {number} is {value.KindName}, not an object with 'Name' and 'Value'");
        }

        if (variable.Get("Name") is not JsonString { Value.Length: > 0 } name)
        {
            throw InvalidEnvironment($"variable {number} needs a 'Name', a string that is not empty");
        }

        if (variable.Get("Value") is not JsonString)
        {
            throw InvalidEnvironment($"variable '{Excerpt.Of(name.Value)}' needs a 'Value', a string");
        }

        if (variable.Get("Description") is not (JsonString or JsonNull))
        {
            throw InvalidEnvironment(
                $"the 'Description' of variable '{Excerpt.Of(name.Value)}' must be a string");
        }

        if (!names.Add(name.Value))
        {
            throw InvalidEnvironment($"variable '{Excerpt.Of(name.Value)}' is given twice");
        }
    }

    private static ApiException InvalidEnvironment(string problem) =>
        ApiException.InvalidArgument("Environment", problem);
}
