using System.Globalization;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>The rules that operations on aliases share.</summary>
internal static class AliasParameters
{
    public const string RoutingConfigurations = "RoutingConfigurations";

    /// <summary>Both names, as they are.</summary>
    public static (FlowName Flow, string Name) Names(Parameters parameters)
    {
        var flow = parameters.Required("FlowName");
        return (FlowName.Lookup(flow), parameters.Required("Name"));
    }

    /// <summary>An alias to look up; a name that nothing can have is simply not found.</summary>
    public static (FlowName Flow, AliasName Name) Key(Parameters parameters)
    {
        var (flow, name) = Names(parameters);
        return (flow, AliasName.Lookup(name));
    }

    /// <summary>JSON text <c>[{"Version":"1","Weight":80},{"Version":"2","Weight":20}]</c>; null when absent.</summary>
    /// <remarks>
    /// One or two entries whose weights, 0 to 100, add up to 100; a single one may leave its weight out. Numbers may be
    /// text. Source: API reference, sections 6.9 and 12 (Q11).
    /// </remarks>
    public static AliasRouting? Routing(Parameters parameters)
    {
        if (parameters.Optional(RoutingConfigurations) is not { } text)
        {
            return null;
        }

        if (!JsonReading.TryParse(text, out var value, out var problem))
        {
            throw Invalid(problem);
        }

        return value is JsonArray { Count: 1 or 2 } routes
            ? Routing(routes)
            : throw Invalid("it must be an array of one or two objects with 'Version' and 'Weight'");
    }

    private static AliasRouting Routing(JsonArray routes)
    {
        var first = Route(routes[0], 1, absentWeight: routes.Count == 1 ? 100 : null);
        var second = routes.Count == 2 ? Route(routes[1], 2, absentWeight: null) : (AliasRoute?)null;
        var sum = first.Weight + (second?.Weight ?? 0);
        if (sum != 100)
        {
            throw Invalid($"the weights add up to {sum}, not to 100");
        }

        return second?.Version == first.Version
            ? throw Invalid($"both entries name version {first.Version}")
            : new AliasRouting(first, second);
    }

    private static AliasRoute Route(JsonValue value, int number, int? absentWeight)
    {
        if (value is not JsonObject route)
        {
            throw Invalid($"entry {number} is {value.KindName}, not an object with 'Version' and 'Weight'");
        }

        var version = Number(route, "Version")
            ?? throw Invalid($"entry {number} needs a 'Version', the number of a published version");
        var weight = route.Get("Weight") is JsonNull ? absentWeight : (int?)Number(route, "Weight", most: 100);
        return new(
            version, weight ?? throw Invalid($"entry {number} needs a 'Weight', a whole number from 0 to 100"));
    }

    /// <summary>A whole number from 0 on, also as text; null for anything else.</summary>
    private static long? Number(JsonObject route, string member, long most = long.MaxValue)
    {
        var text = route.Get(member) switch
        {
            JsonString written => written.Value,
            JsonNumber number => number.ToString(),
            _ => "",
        };
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : null;
    }

    private static ApiException Invalid(string problem) =>
        ApiException.InvalidArgument(RoutingConfigurations, problem);
}
