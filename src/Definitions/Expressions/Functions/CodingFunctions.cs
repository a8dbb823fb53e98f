using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>Other forms of the same data: JSON text, Base64, digests.</summary>
internal static class CodingFunctions
{
    private const string Algorithms = "MD5, SHA-1, SHA-256 or SHA-512";

    public static IReadOnlyList<Function> All { get; } =
    [
        new("stringToJson", StringToJson, JsonKinds.String),
        new("fromJSON", StringToJson, JsonKinds.String),
        new("jsonToString", JsonToString, JsonKinds.Any),
        new("toJSON", JsonToString, JsonKinds.Any),
        new("toBase64", ToBase64, JsonKinds.String),
        new("fromBase64", FromBase64, JsonKinds.String),
        new("hash", Hash, JsonKinds.String, JsonKinds.String) { Bind = BindHash },
    ];

    private static JsonValue StringToJson(JsonValue[] arguments, Evaluation evaluation)
    {
        var text = Text(arguments[0]);
        var most = evaluation.Variables.Limits.JsonDepth;

        // A value takes at least one character and its separator.
        if (!evaluation.Spend(text.Length * JsonWeight.PerValue / 2))
        {
            return JsonValue.Null;
        }

        if (!JsonReading.TryParse(text, out var value, out var problem))
        {
            return evaluation.Fail($"the text is {problem}");
        }

        return value.Depth <= most
            ? value
            : evaluation.Fail($"the JSON text is nested deeper than {most} levels (setting {LimitNames.JsonDepth})");
    }

    private static JsonValue JsonToString(JsonValue[] arguments, Evaluation evaluation) =>
        evaluation.Spend(arguments[0]) is var value && evaluation.HasFailed
            ? JsonValue.Null
            : JsonValue.Of(value.ToString());

    private static JsonValue ToBase64(JsonValue[] arguments, Evaluation evaluation)
    {
        var text = Text(arguments[0]);
        return evaluation.Spend(JsonWeight.PerValue + (4L * text.Length))
            ? JsonValue.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))
            : JsonValue.Null;
    }

    private static JsonValue FromBase64(JsonValue[] arguments, Evaluation evaluation)
    {
        var text = Text(arguments[0]);
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count))
        {
            return evaluation.Fail("the text is not Base64");
        }

        return Utf8.IsValid(bytes.AsSpan(0, count))
            ? JsonValue.Of(Encoding.UTF8.GetString(bytes, 0, count))
            : evaluation.Fail("the Base64 text does not decode to UTF-8 text");
    }

    private static Binding BindHash(IReadOnlyList<JsonValue?> literals) =>
        literals[1] is JsonString algorithm && Digest(algorithm.Value, []) is null
            ? new(Hash, UnknownAlgorithm(algorithm.Value), Argument: 1)
            : new(Hash);

    private static JsonValue Hash(JsonValue[] arguments, Evaluation evaluation)
    {
        var algorithm = Text(arguments[1]);
        return Digest(algorithm, Encoding.UTF8.GetBytes(Text(arguments[0]))) is { } digest
            ? JsonValue.Of(Convert.ToHexStringLower(digest))
            : evaluation.Fail(UnknownAlgorithm(algorithm));
    }

    private static byte[]? Digest(string algorithm, byte[] data) => algorithm switch
    {
        "MD5" => MD5.HashData(data),
        "SHA-1" => SHA1.HashData(data),
        "SHA-256" => SHA256.HashData(data),
        "SHA-512" => SHA512.HashData(data),
        _ => null,
    };

    private static string UnknownAlgorithm(string name) =>
        $"the algorithm of hash must be {Algorithms}, not {Diagnostics.Quote(name)}";

    private static string Text(JsonValue argument) => ((JsonString)argument).Value;
}
