using System.Globalization;
using Sluice.Model.Json;

namespace Sluice.Testing.Replays;

/// <summary>Says in what two values differ, without the values: many executions differ alike.</summary>
internal static class ValueDifference
{
    /// <returns>Such as <c>.each is new</c>; null when they are equal.</returns>
    public static string? Of(JsonValue before, JsonValue after, string path = "")
    {
        if (before.Equals(after))
        {
            return null;
        }

        return (before, after) switch
        {
            (JsonObject was, JsonObject now) => OfMembers(was, now, path),
            (JsonArray was, JsonArray now) when was.Count == now.Count => Enumerable.Range(0, was.Count)
                .Select(i => Of(was[i], now[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
                .FirstOrDefault(found => found is not null),
            (JsonArray, JsonArray) => $"{Named(path)} has another length",
            _ => $"{Named(path)} has another value",
        };
    }

    private static string? OfMembers(JsonObject was, JsonObject now, string path)
    {
        foreach (var (name, value) in was.Members)
        {
            if (!now.TryGet(name, out var other))
            {
                return $"{path}.{name} is gone";
            }

            if (Of(value, other, $"{path}.{name}") is { } inner)
            {
                return inner;
            }
        }

        foreach (var (name, _) in now.Members)
        {
            if (!was.TryGet(name, out _))
            {
                return $"{path}.{name} is new";
            }
        }

        return null;
    }

    private static string Named(string path) => path.Length == 0 ? "it" : path;
}
