using System.Collections.Frozen;
using Sluice.Model.Json;

namespace Sluice.Model.History;

/// <summary>Which headers of HTTP requests history does not show, because they carry credentials.</summary>
/// <remarks>
/// Only what history keeps of a request is masked: what is sent, what the state of an execution holds to send it again,
/// and the data that a flow made it from stay as they are.
/// </remarks>
public sealed class HeaderMask
{
    /// <summary>Stands in the place of a value.</summary>
    public const string Mask = "****";

    /// <summary>Letter case makes no difference in the name of a header.</summary>
    private readonly FrozenSet<string> _names;

    private HeaderMask(IEnumerable<string> names) => _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers that are masked unless a setting says otherwise.</summary>
    public static IReadOnlyList<string> UsualNames { get; } =
        ["Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key"];

    public static HeaderMask Usual { get; } = new(UsualNames);

    /// <summary>Shows everything.</summary>
    public static HeaderMask None { get; } = new([]);

    /// <summary>Masks the usual headers, and these.</summary>
    public static HeaderMask With(IReadOnlyCollection<string> further) =>
        further.Count == 0 ? Usual : new([.. UsualNames, .. further]);

    /// <summary>The parameters of an HTTP request as history shows them.</summary>
    /// <remarks>Also where <c>headers</c> is written with a capital letter, by mistake.</remarks>
    public JsonPayload Apply(JsonPayload parameters)
    {
        if (parameters.Value is not JsonObject whole)
        {
            return parameters;
        }

        var shown = Replace(
            whole,
            (name, value) => name.Equals("headers", StringComparison.OrdinalIgnoreCase) && value is JsonObject headers
                ? Replace(headers, (header, _) => _names.Contains(header) ? JsonValue.Of(Mask) : null)
                : null);
        return shown is null ? parameters : JsonPayload.Of(shown);
    }

    /// <param name="replace">Null where a member stays as it is.</param>
    /// <returns>Null when all members stay as they are.</returns>
    private static JsonObject? Replace(JsonObject members, Func<string, JsonValue, JsonValue?> replace)
    {
        List<KeyValuePair<string, JsonValue>>? replaced = null;
        foreach (var (name, value) in members.Members)
        {
            if (replace(name, value) is { } other)
            {
                (replaced ??= []).Add(KeyValuePair.Create(name, other));
            }
        }

        return replaced is null ? null : JsonObject.Merge(members, JsonObject.Of(replaced));
    }
}
