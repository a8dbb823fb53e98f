using System.Globalization;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Server.Wire;

/// <summary>Folds <c>Environment.Variables.1.Name=k</c> back into the JSON text it was before a client
/// flattened it.</summary>
/// <remarks>
/// Members whose names are all numbers, counted from 1, are a list in the order of the numbers; others are an
/// object. Every value is text. Source: protocol, section 3, step 8.
/// </remarks>
internal static class Flattened
{
    /// <summary>Most segments of one name; our own, so that no name can exhaust the stack.</summary>
    private const int MaxSegments = 16;

    /// <summary>The JSON text of the pairs whose names begin with <paramref name="name"/> and a dot; null
    /// without any.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: names that contradict each other, or are too
    /// deep.</exception>
    public static string? Fold(string name, IEnumerable<KeyValuePair<string, ParameterValue>> pairs)
    {
        Branch? root = null;
        var prefix = name + ".";
        foreach (var (key, value) in pairs)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                Place(root ??= new(), name, key[prefix.Length..].Split('.', MaxSegments + 1), value.Text);
            }
        }

        return root?.ToJson().ToString();
    }

    private static void Place(Branch root, string name, string[] segments, string value)
    {
        if (segments.Length > MaxSegments)
        {
            throw ApiException.InvalidArgument(name, $"a flattened name has more than {MaxSegments} parts");
        }

        var branch = root;
        foreach (var segment in segments.AsSpan(0, segments.Length - 1))
        {
            branch = branch.Below(segment) ?? throw Contradiction(name, segment);
        }

        if (!branch.TryAddLeaf(segments[^1], value))
        {
            throw Contradiction(name, segments[^1]);
        }
    }

    private static ApiException Contradiction(string name, string segment) => ApiException.InvalidArgument(
        name,
        $"the flattened part '{Excerpt.Of(segment)}' is given both as a value and as a group; give one of them");

    private sealed class Branch
    {
        private readonly Dictionary<string, object> _members = new(StringComparer.Ordinal);

        /// <summary>The branch of this name, made where there is none; null when there is a leaf in its
        /// place.</summary>
        public Branch? Below(string segment)
        {
            if (!_members.TryGetValue(segment, out var member))
            {
                _members.Add(segment, member = new Branch());
            }

            return member as Branch;
        }

        public bool TryAddLeaf(string segment, string value) => _members.TryAdd(segment, JsonValue.Of(value));

        public JsonValue ToJson()
        {
            var indexed = new SortedList<int, JsonValue>(_members.Count);
            foreach (var (segment, member) in _members)
            {
                if (!TryIndex(segment, out var index))
                {
                    return ToObject();
                }

                indexed.Add(index, Json(member));
            }

            return new JsonArray([.. indexed.Values]);
        }

        private JsonObject ToObject()
        {
            var members = new List<KeyValuePair<string, JsonValue>>(_members.Count);
            foreach (var (segment, member) in _members)
            {
                members.Add(new(segment, Json(member)));
            }

            return JsonObject.Of(members);
        }

        private static JsonValue Json(object member) =>
            member is Branch branch ? branch.ToJson() : (JsonValue)member;

        private static bool TryIndex(string segment, out int index) =>
            int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && index >= 1 && segment[0] != '0';
    }
}
