using System.Globalization;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>Reads a part of the settings file that has a shape of its own, and tells each mistake at its place.</summary>
/// <param name="problems">Gets all that cannot be.</param>
internal sealed class FileSection(SettingValues values, SettingProblems problems)
{
    /// <summary>The entries of a mapping; what is none, and keys that nobody knows, are told.</summary>
    /// <param name="known">The keys that may stand there; none given allows any.</param>
    public IReadOnlyList<MappingEntry> Entries(SyntaxNode? node, string name, params string[] known)
    {
        if (node is null or ScalarNode { Value: JsonNull })
        {
            return [];
        }

        if (node is not MappingNode mapping)
        {
            Report(node.Position, SettingTexts.FormatEntryNoMapping(name, node.KindName));
            return [];
        }

        var unknown = known.Length == 0 ? [] : mapping.Entries.Where(entry => !known.Contains(entry.Key)).ToList();
        foreach (var entry in unknown)
        {
            Report(
                entry.KeyPosition,
                SettingTexts.FormatNoKeyHere(entry.Key, Suggestion.For(entry.Key, known)?.TrimEnd('?') ?? Known(known)));
        }

        return [.. mapping.Entries.Except(unknown)];
    }

    public ScalarNode Scalar(MappingEntry member) => member.Value as ScalarNode
        ?? throw Wrong(member.Value.Position, SettingTexts.FormatNoScalar(member.Key, member.Value.KindName));

    /// <summary>A text that is not empty, with its secrets filled in.</summary>
    public string Text(MappingEntry member) => Scalar(member) is { Value: JsonString { Value.Length: > 0 } text } scalar
        ? Expand(text.Value, scalar)
        : throw Wrong(member.Value.Position, SettingTexts.FormatEmptyText(member.Key));

    public int Number(MappingEntry member, int least, int most) =>
        int.TryParse(Scalar(member).Value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : throw Wrong(member.Value.Position, SettingTexts.FormatMustBeNumber(member.Key, least, most));

    public Uri Url(MappingEntry member)
    {
        var text = Text(member);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && UrlRules.Problem(url) is null
            ? url
            : throw Wrong(
                member.Value.Position, SettingTexts.FormatMustBeUrl(member.Key));
    }

    /// <summary>One or more texts or numbers in a sequence; a text alone is a sequence of one.</summary>
    public IReadOnlyList<string> Texts(MappingEntry member) => member.Value switch
    {
        ScalarNode => [Text(member)],
        SequenceNode { Items: { Count: > 0 } items } => [.. items.Select(item => TextOf(item, member.Key))],
        _ => throw Wrong(member.Value.Position, SettingTexts.FormatNoTexts(member.Key, member.Value.KindName)),
    };

    /// <summary>A mapping of names to texts, numbers or booleans.</summary>
    public IReadOnlyDictionary<string, string> Map(MappingEntry member) => Entries(member.Value, member.Key)
        .ToDictionary(entry => entry.Key, entry => TextOf(entry.Value, entry.Key), StringComparer.Ordinal);

    /// <summary>Reads something. When it cannot be, that is told, and what comes next is read all the same.</summary>
    public void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (MisplacedException e)
        {
            Report(e.Position, e.Message);
        }
        catch (StartException e)
        {
            problems.Add(null, e.Message);
        }
    }

    /// <summary>Gives a mistake its place in the file.</summary>
    public static T Checked<T>(SourcePosition position, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ApiException e)
        {
            throw Wrong(position, e.Message.TrimEnd('.'));
        }
    }

    /// <param name="problem">Without a full stop.</param>
    public void Report(SourcePosition position, string problem) =>
        problems.Add(position, $"{values.File.Place(position)}: {problem}.");

    /// <summary>What ends the reading within <see cref="Attempt"/>.</summary>
    /// <inheritdoc cref="Report"/>
    public static Exception Wrong(SourcePosition position, string problem) => new MisplacedException(position, problem);

    /// <summary>A text with its secrets filled in.</summary>
    public string Expand(string text, SyntaxNode node) => values.Expand(text, values.File.Place(node.Position));

    private string TextOf(SyntaxNode node, string name) => node switch
    {
        ScalarNode { Value: JsonString text } => Expand(text.Value, node),
        ScalarNode { Value: JsonNumber or JsonBoolean } scalar => scalar.Value.ToString(),
        _ => throw Wrong(node.Position, SettingTexts.FormatNoSimpleValue(name, node.KindName)),
    };

    /// <summary>Something that cannot be at its place in the file.</summary>
    private sealed class MisplacedException(SourcePosition position, string problem) : Exception(problem)
    {
        public SourcePosition Position => position;
    }

    private static string Known(IReadOnlyCollection<string> known) => SettingTexts.FormatKnownAre(string.Join(", ", known));
}
