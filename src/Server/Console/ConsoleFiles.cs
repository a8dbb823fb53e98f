using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;

namespace Sluice.Server.Console;

/// <summary>The files that <c>console/</c> was built to, by their path below <c>/console/</c>.</summary>
/// <remarks>They are read into memory when they are asked for first, and stay there: a megabyte or two.</remarks>
internal sealed class ConsoleFiles
{
    /// <summary>What the names of embedded files begin with.</summary>
    private const string Prefix = "console/";

    private readonly Dictionary<string, Lazy<ConsoleFile>> _files = new(StringComparer.Ordinal);
    private readonly Lazy<string>? _page;

    /// <param name="names">Of files, compressed ones too.</param>
    /// <param name="read">The bytes of one of them.</param>
    public ConsoleFiles(IReadOnlyCollection<string> names, Func<string, byte[]> read)
    {
        foreach (var name in names.Where(name => !IsCompressed(name)))
        {
            _files[name] = new(() => new ConsoleFile(
                ContentTypeOf(name),
                read(name),
                names.Contains(name + ".br") ? read(name + ".br") : null,
                names.Contains(name + ".gz") ? read(name + ".gz") : null));
        }

        if (_files.Remove("index.html"))
        {
            _page = new(() => Encoding.UTF8.GetString(read("index.html")));
        }
    }

    /// <summary>The page that all of the console lives in; null when it was not built.</summary>
    public string? Page => _page?.Value;

    /// <summary>Those inside this program.</summary>
    public static ConsoleFiles Embedded()
    {
        var assembly = typeof(ConsoleFiles).Assembly;
        string[] names =
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => name[Prefix.Length..].Replace('\\', '/')),
        ];
        return new(names, name => Read(assembly, Prefix + name));
    }

    public bool TryFind(string path, [NotNullWhen(true)] out ConsoleFile? file)
    {
        file = _files.TryGetValue(path, out var found) ? found.Value : null;
        return file is not null;
    }

    private static bool IsCompressed(string name) =>
        name.EndsWith(".br", StringComparison.Ordinal) || name.EndsWith(".gz", StringComparison.Ordinal);

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript;charset=utf-8",
        ".css" => "text/css;charset=utf-8",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain;charset=utf-8",
        _ => "application/octet-stream",
    };

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program holds no '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
