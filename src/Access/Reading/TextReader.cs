using Sluice.Model.Json;

namespace Sluice.Access.Reading;

/// <summary>Reads a text, or an array of one or more.</summary>
internal static class TextReader
{
    /// <param name="check">What is wrong with a text; null when nothing is.</param>
    /// <param name="alsoScalars">Whether bare numbers and booleans stand for their text.</param>
    /// <returns>Null when something is wrong, which is told then.</returns>
    public static IReadOnlyList<string>? Read(
        JsonValue value,
        string[] path,
        Func<string, string?> check,
        List<PolicyProblem> problems,
        bool alsoScalars = false)
    {
        var texts = new List<string>();
        IEnumerable<JsonValue> items = value is JsonArray array ? array.Items.ToArray() : [value];
        foreach (var item in items)
        {
            var text = item is JsonString given ? given.Value
                : alsoScalars && item is JsonNumber or JsonBoolean ? item.ToString()
                : null;
            var problem = text is null ? "it must be a string, or an array of strings" : check(text);
            if (problem is not null)
            {
                problems.Add(new(path, problem));
                return null;
            }

            texts.Add(text!);
        }

        if (texts.Count == 0)
        {
            problems.Add(new(path, "it is empty"));
        }

        return texts.Count == 0 ? null : texts;
    }
}
