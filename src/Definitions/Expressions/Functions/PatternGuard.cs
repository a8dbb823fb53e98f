using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>
/// Looks through a regular expression before it is built, so that none can take unbounded time.
/// </summary>
/// <remarks>
/// Matching without backtracking takes time in proportion to the text and to the pattern with its repetitions
/// written out, and building takes time in proportion to the cube of how many different characters and
/// classes there are. Both are bounded here; what RE2 has not (look-around, back references and the like) is
/// refused. In doubt a pattern counts as larger than it is, never as smaller.
/// </remarks>
internal sealed partial class PatternGuard
{
    private const int MaxLength = 1_000;
    private const int MaxSize = 1_000;
    private const int MaxVariety = 64;

    /// <summary>Unicode categories and blocks cost more to build than characters do.</summary>
    private const int VarietyOfCategory = 4;

    private readonly string _pattern;
    private readonly HashSet<string> _atoms = new(StringComparer.Ordinal);

    /// <summary>Sizes of the groups that are open, outermost first.</summary>
    private readonly Stack<long> _open = new();

    private int _next;
    private long _size;
    private long _last;
    private int _categories;
    private string? _problem;

    private PatternGuard(string pattern) => _pattern = pattern;

    /// <param name="size">States of the automaton, about.</param>
    /// <returns>Why the pattern is refused, without a full stop at the end; null when it is not.</returns>
    public static string? Check(string pattern, out int size)
    {
        size = 0;
        if (pattern.Length > MaxLength)
        {
            return $"it is longer than {MaxLength} characters";
        }

        var guard = new PatternGuard(pattern);
        guard.ReadAll();
        size = (int)Math.Min(guard._size, MaxSize);
        return guard._problem ?? guard.Excess();
    }

    private string? Excess() =>
        _size > MaxSize ? $"its repetitions, written out, are longer than {MaxSize} characters"
        : _atoms.Count + (VarietyOfCategory * _categories) > MaxVariety
            ? $"it has more than {MaxVariety} different characters and classes"
        : null;

    private void ReadAll()
    {
        while (_next < _pattern.Length && _problem is null)
        {
            ReadOne();
        }

        while (_open.TryPop(out var outer))
        {
            _size += outer;
        }
    }

    private void ReadOne()
    {
        switch (_pattern[_next])
        {
            case '\\':
                ReadEscape();
                break;
            case '[':
                ReadClass();
                break;
            case '(':
                OpenGroup();
                break;
            case ')':
                CloseGroup();
                break;
            case '+':
                _next++;
                Repeat(2);
                break;
            case '{' when Quantifier().Match(_pattern, _next) is { Success: true } quantifier:
                _next += quantifier.Length;
                Repeat(Math.Max(Count(quantifier.Groups[1]), Count(quantifier.Groups[2])));
                break;
            default:
                Add(_pattern.Substring(_next++, 1));
                break;
        }
    }

    private void Add(string atom)
    {
        _atoms.Add(atom);
        _size += _last = 1;
    }

    private void Repeat(long times)
    {
        _size += _last * (Math.Clamp(times, 1, MaxSize + 1) - 1);
        _last *= Math.Clamp(times, 1, MaxSize + 1);
        if (_size > MaxSize)
        {
            // Enough is known, and further products might overflow.
            _problem = Excess();
        }
    }

    private void OpenGroup()
    {
        _next++;
        if (_next < _pattern.Length && _pattern[_next] == '?')
        {
            var start = GroupStart().Match(_pattern, _next);
            if (!start.Success)
            {
                _problem = "it has a group that is neither plain, named, (?:…) nor (?i…), which are the only kinds";
                return;
            }

            _next += start.Length;
            if (start.ValueSpan.EndsWith(")", StringComparison.Ordinal))
            {
                // Options by themselves open no group.
                return;
            }
        }

        _open.Push(_size);
        (_size, _last) = (0, 0);
    }

    private void CloseGroup()
    {
        _next++;
        _last = Math.Max(_size, 1);
        _size = _last + (_open.TryPop(out var outer) ? outer : 0);
    }

    private void ReadEscape()
    {
        var escaped = _next + 1 < _pattern.Length ? _pattern[_next + 1] : ' ';
        if (escaped is 'k' or 'G' or 'c' || char.IsAsciiDigit(escaped))
        {
            _problem = $"the escape '\\{escaped}' is not available";
            return;
        }

        _categories += escaped is 'p' or 'P' ? 1 : 0;
        Add($"\\{escaped}");
        _next += 2;
    }

    /// <summary>A class in square brackets: one atom, up to the first bracket that closes it.</summary>
    private void ReadClass()
    {
        var start = _next++;
        _next += At('^') ? 1 : 0;
        _next += At(']') ? 1 : 0;
        while (_next < _pattern.Length && !At(']') && _problem is null)
        {
            if (At('['))
            {
                _problem = "a '[' within square brackets must be written '\\['";
            }
            else if (At('\\'))
            {
                ReadEscape();
            }
            else
            {
                _next++;
            }
        }

        _next++;
        Add(_pattern[start..Math.Min(_next, _pattern.Length)]);
    }

    private bool At(char wanted) => _next < _pattern.Length && _pattern[_next] == wanted;

    private static long Count(Group digits) =>
        long.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : digits.Length > 0 ? long.MaxValue : 0;

    [GeneratedRegex(@"\G\{([0-9]+)(?:,([0-9]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Quantifier();

    [GeneratedRegex(@"\G\?(?::|<[A-Za-z_][A-Za-z0-9_]*>|[imsn-]+[:)])", RegexOptions.CultureInvariant)]
    private static partial Regex GroupStart();
}
