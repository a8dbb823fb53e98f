using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sluice.Cli.Tests.Wording;

/// <summary>The source of the program, and the texts that stand in it.</summary>
internal static class SourceTexts
{
    private static readonly string Root = Path.GetFullPath("../../../src/Cli", Path.GetDirectoryName(Here())!);

    /// <summary>Each file, by its path in the room.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(Root, file).Replace('\\', '/'), file))
            .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(file => (file.Path, File.ReadAllText(file.file))),
    ];

    /// <summary>What stands between quotation marks, but for attributes and for messages about mistakes of ours.</summary>
    public static IEnumerable<string> In(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
        .Where(node => !node.Ancestors().Any(IsNotSaid))
        .Select(node => node switch
        {
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
            InterpolatedStringTextSyntax part => part.TextToken.ValueText,
            _ => null,
        })
        .OfType<string>();

    private static bool IsNotSaid(SyntaxNode node) =>
        node is AttributeSyntax or ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "ArgumentException" } };

    private static string Here([CallerFilePath] string path = "") => path;
}
