using System.Text;
using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Reads what is sent to a server from files and from the standard input.</summary>
internal static class Inputs
{
    public const string StandardInput = "-";

    /// <exception cref="UsageException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (path != StandardInput && Directory.Exists(path))
        {
            throw new UsageException(Texts.FormatIsDirectory(path));
        }

        try
        {
            await using var stream = path == StandardInput ? surroundings.OpenInput() : File.OpenRead(path);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UsageException(Texts.FormatCannotReadFile(path, e.Message));
        }
    }

    /// <summary>An object of <c>--input</c> or <c>--input-json</c>; undefined when neither is given.</summary>
    /// <exception cref="UsageException">It cannot be read, or both are given.</exception>
    public static async Task<JsonElement> ReadObjectAsync(
        string? file, string? text, Surroundings surroundings, CancellationToken cancellationToken) => (file, text) switch
        {
            (null, null) => default,
            (null, not null) => ParseObject(text, "--input-json"),
            (not null, null) => ParseObject(
                await ReadAsync(file, surroundings, cancellationToken), file == StandardInput ? Texts.StandardInput : file),
            _ => throw new UsageException(Texts.InputTwice),
        };

    /// <param name="source">Where it comes from, for what is said of it.</param>
    /// <exception cref="UsageException">It is no JSON object.</exception>
    public static JsonElement ParseObject(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UsageException(Texts.FormatInputMustBeObject(source));
        }
        catch (JsonException e)
        {
            throw new UsageException(
                Texts.FormatInputNoJson(source, e.LineNumber + 1, e.BytePositionInLine + 1));
        }
    }
}
