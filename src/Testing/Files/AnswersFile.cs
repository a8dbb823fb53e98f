using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Testing.Files;

/// <summary>A file with answers alone: the key <c>targets</c> of a test.</summary>
public static class AnswersFile
{
    /// <returns>The answers, or all that is wrong with the text.</returns>
    public static (IReadOnlyList<TargetAnswers> Answers, IReadOnlyList<Diagnostic> Problems) Read(string text)
    {
        var problems = new TestProblems();
        var root = YamlText.Read(text, Limits.Default, out var found);
        problems.AddRange(found);
        if (root is MappingNode document)
        {
            TestKeys.AnswersFile.Check(document, "", problems);
            if (!problems.HasErrors)
            {
                return (new AnswerReader(problems).ReadAll(document.Mapping("targets")), problems.InOrder());
            }
        }
        else if (found.Count == 0)
        {
            problems.Error(TestCodes.NotATestFile, root?.Position ?? new(1, 1), "A file of answers is a mapping with the key 'targets'.");
        }

        return ([], problems.InOrder());
    }
}
