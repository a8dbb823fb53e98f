using System.Reflection;
using ModelContextProtocol.Protocol;

namespace Sluice.Cli.Assistants;

/// <summary>What an assistant can read: the reference of both languages, and the gallery.</summary>
internal static class Reading
{
    private const string Scheme = "sluice://";

    private static readonly string[] Folders = ["language/", "gallery/"];

    private static readonly Assembly Program = typeof(Reading).Assembly;

    public static ListResourcesResult List() => new()
    {
        Resources =
        [
            .. Program.GetManifestResourceNames().Where(IsForReading).Order(StringComparer.Ordinal)
                .Select(name => new Resource { Uri = Scheme + name, Name = name, MimeType = TypeOf(name) }),
        ],
    };

    /// <returns>Null when there is no such thing.</returns>
    public static ReadResourceResult? Find(string uri)
    {
        var name = uri.StartsWith(Scheme, StringComparison.Ordinal) ? uri[Scheme.Length..] : "";
        if (!IsForReading(name) || Program.GetManifestResourceStream(name) is not { } stream)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new() { Contents = [new TextResourceContents { Uri = uri, MimeType = TypeOf(name), Text = reader.ReadToEnd() }] };
    }

    private static bool IsForReading(string name) => Folders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal));

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".md" => "text/markdown",
        ".yaml" => "application/yaml",
        ".json" => "application/json",
        _ => "text/plain",
    };
}
