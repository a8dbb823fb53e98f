using System.Globalization;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Targets.Secrets;

/// <summary>Puts secrets into the parameters of a call, where its definition names them and nowhere else.</summary>
/// <param name="Call">With the values: to be made, and shown to nobody.</param>
/// <param name="Mask">Hides them in whatever comes of the call.</param>
public readonly record struct FilledCall(TaskCall Call, SecretMask Mask)
{
    /// <param name="host">Where it goes, in lower case.</param>
    /// <param name="written">How a value is written at a place.</param>
    /// <returns>The call; or the failure that it ends with when a secret cannot be had.</returns>
    public static async Task<Outcome<FilledCall>> OfAsync(
        TaskCall call, SecretBook secrets, string host, Func<SecretPlace, string, string> written, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in call.Secrets.SelectMany(place => place.Names).Distinct(StringComparer.Ordinal))
        {
            if (!(await secrets.FindAsync(name, call.Context, host, cancellationToken)).TryGet(out var value, out var failure))
            {
                return failure;
            }

            values.Add(name, value);
        }

        var filled = call.Secrets.Aggregate(
            call.Parameters.Value,
            (parameters, place) => At(parameters, place, 0, name => written(place, values[name])));
        return new FilledCall(call with { Parameters = JsonPayload.Of(filled) }, new SecretMask(values));
    }

    private static JsonValue At(JsonValue value, SecretPlace place, int depth, Func<string, string> written)
    {
        if (depth == place.Path.Count)
        {
            return In(value, place, written);
        }

        var step = place.Path[depth];
        return value switch
        {
            JsonObject members => JsonObject.Of([.. members.Members.ToArray().Select(member => member.Key == step
                ? KeyValuePair.Create(member.Key, At(member.Value, place, depth + 1, written))
                : member)]),
            JsonArray items => new JsonArray([.. items.Items.ToArray().Select((item, i) => i.ToString(CultureInfo.InvariantCulture) == step
                ? At(item, place, depth + 1, written)
                : item)]),
            _ => value,
        };
    }

    private static JsonValue In(JsonValue value, SecretPlace place, Func<string, string> written) => value switch
    {
        JsonString text => JsonValue.Of(SecretReference.Replace(
            text.Value, name => place.Names.Contains(name) ? written(name) : SecretReference.Of(name))),
        JsonObject members => JsonObject.Of([.. members.Members.ToArray()
            .Select(member => KeyValuePair.Create(member.Key, In(member.Value, place, written)))]),
        JsonArray items => new JsonArray([.. items.Items.ToArray().Select(item => In(item, place, written))]),
        _ => value,
    };
}
