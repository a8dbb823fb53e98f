using Sluice.Access.Reading;
using Sluice.Model.Json;

namespace Sluice.Access.Tests;

/// <summary>Shorthand for what most tests need.</summary>
internal static class Some
{
    public const string Orders = "acs:fnf:cn-hangzhou:1000000000000000:flow/orders";

    public static JsonValue Json(string text) =>
        JsonReading.TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem);

    public static Policy Policy(string text)
    {
        var policy = PolicyReader.Read(Json(text), out var problems);
        Assert.Empty(problems);
        return policy!;
    }

    /// <summary>A policy of these statements, each in JSON with single quotes.</summary>
    public static Policy Statements(params string[] statements) => Policy(
        $$"""{"Version":"1","Statement":[{{string.Join(',', statements).Replace('\'', '"')}}]}""");

    public static AccessRequest Request(
        string action = "fnf:DescribeFlow", string resource = Orders, params (string Key, string Value)[] context) => new(
            action,
            [resource],
            context.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    public static Verdict Decide(this Policy policy, AccessRequest request) => Access.Policy.Decide([policy], request);
}
