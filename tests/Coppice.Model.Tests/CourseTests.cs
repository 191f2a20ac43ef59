namespace Coppice.Model.Tests;

public class CourseTests
{
    [Fact]
    public void A_course_that_rises_and_falls_is_read_off_at_its_points() =>
        Assert.Equal(new Course(3, 9, 5, 8), Course.Of([0, 1, 4, 6, 9, 7, 4, 3.9, 1], 1, 1));

    [Fact]
    public void Hours_count_from_the_first_point_by_the_step() =>
        Assert.Equal(new Course(11, 6, 11.5, 12), Course.Of([0, 1, 5, 6, 2], 10, 0.5));

    [Fact]
    public void A_score_exactly_at_the_threshold_counts()
    {
        Assert.Equal(new Course(1, 4, 1, 2), Course.Of([0, 4, 3], 0, 1));
        Assert.Equal(new Course(null, 3.99, 1, null), Course.Of([0, 3.99, 3], 0, 1));
    }

    [Fact]
    public void Back_at_exactly_the_threshold_is_not_eased() =>
        Assert.Equal(new Course(1, 6, 1, 3), Course.Of([0, 6, 4, 3.99], 0, 1));

    [Fact]
    public void What_never_eases_has_no_end() =>
        Assert.Equal(new Course(1, 7, 2, null), Course.Of([0, 5, 7, 6, 4], 0, 1));

    [Fact]
    public void What_dips_and_returns_has_eased_only_the_last_time()
    {
        Assert.Equal(new Course(1, 8, 1, 5), Course.Of([0, 8, 3, 5, 6, 2, 1], 0, 1));
        Assert.Equal(new Course(1, 8, 1, null), Course.Of([0, 8, 3, 2, 4], 0, 1));
        Assert.Equal(new Course(1, 9, 3, 4), Course.Of([0, 8, 3, 9, 2], 0, 1));
    }

    [Fact]
    public void A_dip_before_the_peak_is_not_the_end() =>
        Assert.Equal(new Course(1, 9, 4, null), Course.Of([0, 5, 2, 3, 9], 0, 1));

    [Fact]
    public void The_onset_waits_for_a_rise_of_one_above_the_first_point()
    {
        Assert.Equal(new Course(2, 7, 3, 4), Course.Of([5, 5.9, 6, 7, 1], 0, 1));
        Assert.Equal(new Course(null, 5.5, 1, 2), Course.Of([5, 5.5, 2], 0, 1));
    }

    [Fact]
    public void What_starts_high_and_falls_has_an_end_and_no_onset() =>
        Assert.Equal(new Course(null, 9, 0, 2), Course.Of([9, 6, 3], 0, 1));

    [Fact]
    public void Of_equal_peaks_the_first_is_the_peak() => Assert.Equal(1, Course.Of([0, 6, 5, 6, 0], 0, 1).PeakAt);

    [Fact]
    public void One_point_is_a_course()
    {
        Assert.Equal(new Course(null, 2, 5, null), Course.Of([2], 5, 1));
        Assert.Equal(new Course(null, 20, 5, null), Course.Of([20], 5, 1));
    }

    [Fact]
    public void Another_threshold_may_be_asked_for()
    {
        Assert.Equal(new Course(3, 9, 3, 4), Course.Of([0, 3, 5, 9, 5], 0, 1, 8));
        Assert.Equal(4, Course.Threshold);
    }

    [Fact]
    public void No_points_are_refused() => Assert.Throws<ArgumentException>(() => Course.Of([], 0, 1));
}
