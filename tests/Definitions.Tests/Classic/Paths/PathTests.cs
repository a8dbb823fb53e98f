using Sluice.Definitions.Classic;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Classic.Paths;

public sealed class PathTests
{
    private const string Shop = """
        {"books":[{"title":"A","price":8,"tags":["x","y"]},{"title":"B","price":12},{"title":"C"}],
         "box":{"price":3,"odd key":{"it's":7}},"list":[0,1,2,3,4]}
        """;

    [Theory]
    [InlineData("$.books[0].title", "\"A\"")]
    [InlineData("$['books'][-1]['title']", "\"C\"")]
    [InlineData("$[\"box\"]['odd key']['it\\'s']", "7")]
    [InlineData("$.books[*].price", "[8,12]")]
    [InlineData("$.books[*].tags[*]", "[\"x\",\"y\"]")]
    [InlineData("$.box.*", "[3,{\"it's\":7}]")]
    [InlineData("$..price", "[8,12,3]")]
    [InlineData("$..[0]", "[{\"title\":\"A\",\"price\":8,\"tags\":[\"x\",\"y\"]},\"x\",0]")]
    [InlineData("$.list[1:3]", "[1,2]")]
    [InlineData("$.list[:2]", "[0,1]")]
    [InlineData("$.list[-2:]", "[3,4]")]
    [InlineData("$.list[:]", "[0,1,2,3,4]")]
    [InlineData("$.list[3:1]", "[]")]
    [InlineData("$.list[-100:100]", "[0,1,2,3,4]")]
    [InlineData("$.list[4,0,9]", "[4,0]")]
    [InlineData("$.box['price','none']", "[3]")]
    [InlineData("$.books[?(@.price < 10)].title", "[\"A\"]")]
    [InlineData("$.books[?(@.price)].title", "[\"A\",\"B\"]")]
    [InlineData("$.books[?(!@.price || 'x' in @.tags)].title", "[\"A\",\"C\"]")]
    [InlineData("$.books[?(@.price > $.box.price && @.title != 'A')].title", "[\"B\"]")]
    [InlineData("$.books[?(@.tags[?(@ == 'y')])].title", "[\"A\"]")]
    [InlineData("$.list[?(@ >= 3)]", "[3,4]")]
    [InlineData("$.box[?(@ == 3)]", "[3]")]
    [InlineData("$.none[*]", "[]")]
    [InlineData("$..none", "[]")]
    public void A_path_selects_what_it_says(string path, string expected) =>
        Assert.Equal(Given.Json(expected), Classic.Find(path, Shop));

    [Theory]
    [InlineData("$.none")]
    [InlineData("$.books.title")]
    [InlineData("$.books[3]")]
    [InlineData("$.books[-4]")]
    [InlineData("$.box[0]")]
    [InlineData("$.list[0].a.b")]
    public void A_definite_path_may_lead_nowhere(string path) => Assert.Null(Classic.Find(path, Shop));

    [Fact]
    public void A_null_that_is_there_is_not_nothing() =>
        Assert.Equal(JsonValue.Null, Classic.Find("$.a", """{"a":null}"""));

    [Fact]
    public void Nested_wildcards_give_one_flat_list() =>
        Assert.Equal(
            Given.Json("[1,2,3]"), Classic.Find("$[*].parts[*]", """[{"parts":[1,2]},{"parts":[3]}]"""));

    [Theory]
    [InlineData("$.", 2)]
    [InlineData("$..", 3)]
    [InlineData("$[", 2)]
    [InlineData("$[]", 2)]
    [InlineData("$[x]", 2)]
    [InlineData("$['x]", 2)]
    [InlineData("$[1", 3)]
    [InlineData("$[1:2:3]", 5)]
    [InlineData("$[-]", 2)]
    [InlineData("$[99999999999]", 2)]
    [InlineData("$[?@.x]", 3)]
    [InlineData("$[?(@.x]", 7)]
    [InlineData("$['\\q']", 4)]
    [InlineData("$['\\u12']", 7)]
    public void What_is_not_a_path_is_refused_at_its_place(string text, int offset) =>
        Assert.Equal(offset, Assert.Throws<SyntaxProblem>(() => Classic.Path(text)).Offset);

    [Theory]
    [InlineData("$.#", "there is '#' where a name was expected", "Write a name with other characters as ['name'].")]
    [InlineData("$[x]", "there is 'x' in brackets", "Brackets hold 'name', a number, from:to, * or ?(condition).")]
    [InlineData("$[", "the text ends in brackets", "Brackets hold 'name', a number, from:to, * or ?(condition).")]
    [InlineData("$[1", "the text ends where ']' was expected after what stands in brackets", null)]
    [InlineData("$[?@.x]", "there is '@' where '(' was expected after '?'", null)]
    [InlineData("$[?(@.x]", "there is ']' where ')' was expected after the condition of a filter", null)]
    [InlineData("$['x", "the text that begins with ' has no end", null)]
    [InlineData("$['\\q']", "a backslash stands before something that is not an escape", "Write it as '\\\\'.")]
    [InlineData("$['\\u12']", "\\u needs four hexadecimal digits", null)]
    [InlineData("$[2147483648]", "an index must be a whole number of at most 32 bits", null)]
    [InlineData("$[：]", "there is '：' in brackets", "Brackets hold 'name', a number, from:to, * or ?(condition).")]
    public void What_is_wrong_with_a_path_is_told_in_these_words(string text, string problem, string? hint)
    {
        var found = Assert.Throws<SyntaxProblem>(() => Classic.Path(text));

        Assert.Equal((problem, hint), (found.Message, found.Hint));
    }

    [Fact]
    public void A_minus_alone_is_no_index() =>
        Assert.Equal("an index must be a whole number of at most 32 bits", Assert.Throws<SyntaxProblem>(() => Classic.Path("$[-]")).Message);

    [Theory]
    [InlineData("$[ 'box' ][ \"price\" ]", "3")]
    [InlineData("$.list[ 1 : 3 ]", "[1,2]")]
    [InlineData("$.list[ 0 , 4 ]", "[0,4]")]
    [InlineData("$.list[? (@ > 3)]", "[4]")]
    [InlineData("$.list[-5]", "0")]
    [InlineData("$['b\\u006fx'].price", "3")]
    [InlineData("$['b\\u006Fx'].price", "3")]
    [InlineData("$.books[?(@.tags[*])].title", "[\"A\"]")]
    [InlineData("$.books[?(@.tags[?(@ == 'none')])].title", "[]")]
    [InlineData("$.books[?($.box.price == 3)].title", "[\"A\",\"B\",\"C\"]")]
    [InlineData("$.books[?(!$.box.none)].title", "[\"A\",\"B\",\"C\"]")]
    [InlineData("$.books[?($.box)].title", "[\"A\",\"B\",\"C\"]")]
    [InlineData("$.books[?(@['price'] in $.list || @.price == 12)].title", "[\"B\"]")]
    public void Blanks_escapes_and_filters_may_stand_where_they_do(string path, string expected) =>
        Assert.Equal(Given.Json(expected), Classic.Find(path, Shop));

    [Fact]
    public void Filters_beside_each_other_are_not_in_each_other() => Assert.NotNull(
        Classic.Path("$" + string.Concat(Enumerable.Repeat("[?(@.a)]", 50))));

    [Theory]
    [InlineData("$", "")]
    [InlineData("$.a[0]", "[\"a\"][0]")]
    [InlineData("$..a[*]", "..[\"a\"][*]")]
    [InlineData("$[1,2:3,:]", "[1,2:3,:]")]
    public void A_path_can_be_shown(string path, string shown) => Assert.Equal(shown, Classic.Path(path).ToString());

    /// <summary>What a path may spend is counted for what it looks at and for what it takes, to the last byte.</summary>
    [Theory]
    [InlineData("$.a", """{"a":"x"}""", 33)]
    [InlineData("$.a.b", """{"a":{"b":1}}""", 48)]
    [InlineData("$[*]", "[1,2]", 64)]
    [InlineData("$[0:2]", "[1,2]", 64)]
    [InlineData("$[?(@ == 1)]", "[1,2]", 96)]
    [InlineData("$..a", """{"a":1}""", 48)]
    public void The_work_of_a_path_is_counted(string path, string json, int weight)
    {
        var (enough, tooLittle) = (Budget(weight), Budget(weight - 1));

        Classic.Path(path).Find(Given.Json(json), enough);
        Classic.Path(path).Find(Given.Json(json), tooLittle);

        Assert.Equal((false, true), (enough.IsExhausted, tooLittle.IsExhausted));
    }

    [Fact]
    public void Work_that_was_refused_once_stays_refused()
    {
        var work = Budget(20);

        Assert.Equal((false, false, true), (work.Take(Given.Json("[1,2]")), work.Look(), work.IsExhausted));
    }

    /// <summary>Work of so much weight: what there is more of is spent first.</summary>
    private static PathWork Budget(int weight)
    {
        const int Factor = 64, StepBytes = 16, PerValue = 16;
        var work = Classic.Work(StepBytes);
        Assert.True(work.Take(JsonValue.Of(new string('x', (Factor * StepBytes) - PerValue - weight))));
        return work;
    }

    [Fact]
    public void Filters_in_filters_are_bounded()
    {
        var text = "$" + string.Concat(Enumerable.Repeat("[?(@", 10)) + string.Concat(Enumerable.Repeat(")]", 10));

        Assert.Contains("too deep", Assert.Throws<SyntaxProblem>(() => Classic.Path(text)).Message);
    }

    [Theory]
    [InlineData("$..*..*..*..*..*..*")]
    [InlineData("$..[?($..[?($..a)])]")]
    [InlineData("$['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']"
        + "['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']['a','a']")]
    public void A_path_that_multiplies_is_stopped(string path)
    {
        var deep = string.Concat(Enumerable.Repeat("""{"b":[1,2,3],"a":""", 60)) + "1" + new string('}', 60);
        var work = Classic.Work(stepBytes: 4096);

        Classic.Path(path).Find(Given.Json(deep), work);

        Assert.True(work.IsExhausted);
    }

    [Fact]
    public void Ordinary_paths_are_far_from_the_bound()
    {
        var work = Classic.Work();
        var json = "[" + string.Join(',', Enumerable.Range(0, 1_500).Select(i => $$"""{"id":{{i}},"a":[1]}""")) + "]";

        Assert.Equal(1_500, Assert.IsType<JsonArray>(Classic.Path("$..id").Find(Given.Json(json), work)).Count);
        Assert.False(work.IsExhausted);
    }
}
