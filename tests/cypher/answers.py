"""The answers to the questions of cypher/ on the demonstration case, written out.

How a line is written is said in asking.py.
"""

# What a second import brings: a changed vehicle, and a new report with one link.
SECOND_IMPORT = {
    "reports": "id,date,grade,agency\nr901,2025-03-06,1AP,police\n",
    "vehicles": "id,vrm,make,colour\nv14,ZZ99 0013,Halden,green\n",
    "links": "id,kind,from,to,start,report\nl9001,keeps,p01,v14,2025-03-06,r901\n",
}

ANSWERS = {
    "around_a_person": """
p76 l959 p06
p76 l960 p06
p76 l946 p07
p76 l917 p06
p76 l914 e84
p76 l899 p28
p76 ABOUT f22
p76 l843 a12
p76 l844 t34
p76 l848 e80
p76 l838 e79
p76 l795 e75
p76 l775 p07
p76 l687 p30
p76 l675 p34
p76 l652 p75
p76 l655 p74
p76 l305 p34
p76 l194 p23
p76 l049 g04
""",
    "around_an_address": """
a12 l961 e88
a12 l902 t66
a12 l894 p28
a12 l895 p10
a12 l897 e83
a12 l897 e83 l883 p56
a12 l879 e82
a12 l879 e82 l877 p32
a12 l879 e82 l876 p77
a12 l873 p72
a12 l842 e79
a12 l842 e79 l838 p76
a12 l843 p76
a12 l845 e80
a12 l845 e80 l848 p76
a12 l724 e65
a12 l724 e65 l716 p07
a12 l189 p72
a12 l041 p32
""",
    "claims_of_one_report": """
t66 l900 t57
t66 l902 a12
t66 l903 t02
t66 l906 t42
t66 l907 t26
p28 l909 t66
""",
    "everything_from_one_source": """
r446 | 2025-01-14 | 2CC | ARRANGES_TRAVEL_FOR | p07, p56, p80 | l805 l806
r490 | 2025-01-28 | 2BC | SUPPLIES, THREATENS | p07, p56, p80 | l881 l882
""",
    "first_link_of_later_victims": """
p72 | George Lowe | 23 | 1 | p32 | 2024-08-04 | 2024-08-04 | l266
p31 | Jordan Arden | 37 | 1 | p76 | 2024-09-15 | 2024-09-15 | l403
p28 | Leon Sands | 22 | 1 | p56 | 2024-10-12 | 2024-10-12 | l511
p78 | Adam Lowe | 51 | 1 | p19 | 2024-11-01 | 2024-11-01 | l559
p29 | Nathan Sands | 21 | 1 | p07 | 2024-12-01 | 2024-12-01 | l646
p79 | June Gorse | 60 | 1 | p12 | 2025-01-10 | 2025-01-10 | l786
p30 | Jade Winter | 22 | 1 | p06 | 2025-01-26 | 2025-01-26 | l868
""",
    "low_grade_intelligence_only": """
OCCURRED_AT | e87 | a17 | r534 2DP | 1 | 2025-02-13 | l958
SUSPECT_IN | p78 | e87 | r534 2DP | 1 | 2025-02-13 | l955
VICTIM_IN | p87 | e87 | r534 2DP | 1 | 2025-02-13 | l956
SUSPECT_IN | p58 | e86 | r529 3EP | 1 | 2025-02-12 | l949
VISITS | p30 | a07 | r499 3DC | 1 | 2025-01-31 | l896
OCCURRED_AT | e81 | a40 | r480 2DP | 1 | 2025-01-25 | l864
VICTIM_IN | p06 | e81 | r480 2DP | 1 | 2025-01-25 | l865
ASSOCIATES_WITH | p62 | p69 | r467 2DP | 1 | 2025-01-21 | l839
ASSOCIATES_WITH | p62 | p74 | r467 2DP | 1 | 2025-01-21 | l837
VISITS | p62 | a29 | r467 2DP | 1 | 2025-01-21 | l836
ASSOCIATES_WITH | p27 | p22 | r461 2DP | 1 | 2025-01-20 | l824
ASSOCIATES_WITH | p27 | p34 | r461 2DP | 1 | 2025-01-20 | l833
VISITS | p27 | a35 | r461 2DP | 1 | 2025-01-20 | l832
ASSOCIATES_WITH | p52 | p04 | r456 2DP | 1 | 2025-01-19 | l819
ASSOCIATES_WITH | p52 | p59 | r456 2DP | 1 | 2025-01-19 | l821
USES | p40 | t56 | r454 2DP | 1 | 2025-01-18 | l818
SUSPECT_IN | p58 | e62 | r448 2DP | 1 | 2025-01-15 | l685
ASSOCIATES_WITH | p60 | p64 | r398 2DP | 1 | 2024-12-28 | l706
VISITS | p60 | a24 | r398 2DP | 1 | 2024-12-28 | l708
USES | p04 | t29 | r377 2DP | 1 | 2024-12-12 | l674
ACCUSES | p03 | p81 | r369 2DP | 1 | 2024-12-06 | l659
VISITS | p38 | a51 | r363 3DC | 1 | 2024-12-01 | l645
""",
    "non_association_list": """
p29 | Nathan Sands | 21 | 6 | p07, p56 | 2025-01-16 | l511 l520 l558 l646 l789 l811
p30 | Jade Winter | 22 | 8 | p06, p36, p76 | 2025-02-12 | l518 l687 l735 l857 l859 l868 l899 l948
p36 | Jamal Vale | 34 | 5 | t66 | 2025-02-02 | l155 l203 l482 l738 l909
p72 | George Lowe | 24 | 7 | a07, a12 | 2025-01-31 | l189 l220 l283 l785 l825 l873 l894
p77 | Molly Heath | 31 | 4 | p56 | 2025-02-09 | l511 l520 l789 l937
p80 | Beth Alder | 30 | 6 | p07, p56 | 2025-02-08 | l511 l520 l789 l805 l806 l811 l881 l882 l935
""",
    "orders_in_force": """
d1 | STRO | p77 | Molly Heath | Oakmere Magistrates' Court | 2024-11-12 | 2024-11-14 | 2027-11-11 | 985 | 1. Not to be with any person under 18., 2. Not to be with the person named in schedule A., 3. Not to arrange or pay for travel of any person under 18., 4. Not to own a mobile phone that is not registered., 5. Not to post offers of work to persons under 18. | AIMED_AT OF ON
""",
    "path_between_two_people": """
p12 l911 p29 l888 p28 l486 p36
p12 l911 p29 l888 p28 l738 p36
p12 l911 p29 l888 p28 l859 p36
p12 l911 p29 l953 p28 l486 p36
p12 l911 p29 l953 p28 l738 p36
p12 l911 p29 l953 p28 l859 p36
p12 l977 p29 l888 p28 l486 p36
p12 l977 p29 l888 p28 l738 p36
p12 l977 p29 l888 p28 l859 p36
p12 l977 p29 l953 p28 l486 p36
p12 l977 p29 l953 p28 l738 p36
p12 l977 p29 l953 p28 l859 p36
""",
    "phone_swap": """
t43 | 07700 900042 | yes | 1 | 1.0 | 2024-09-20 | 2025-02-02 | l432
t36 | 07700 900035 | yes | 1 | 1.0 | 2025-02-11 | 2025-02-12 | l945
""",
    "possible_contacts_against_an_order": """
2025-02-12 | 2 | p29 | Nathan Sands | 21 | ASSOCIATES_WITH | r528 | 2BP | – | court, custody, written_permission | l950
2025-02-09 | 1 | p56 | Tyler Tarn | 14 | THREATENS | r520 | 2BC | – | court, immediate_family | l937
2025-01-30 | 2 | p29 | Nathan Sands | 21 | ASSOCIATES_WITH | r496 | 1AP | – | court, custody, written_permission | l885
2024-12-19 | 1 | p67 | Marcus Orchard | 0 | CONTACTED | r383 | 1BC | – | court, immediate_family | l035 l036 l682
""",
    "same_visitors_from_home_to_home": """
a07 | 43 Needle Lane, Marlinsea | p28, p72, p78 | 17 | 2024-07-14 | 2025-01-31 | 2024-07-21 | 2024-12-25 | l217 l225 l239 l240 l252 l259 l263 l267 l272 l275 l283 l287 l289 l294 l295 l297 l358 l387 l443 l555 l566 l599 l609 l613 l673 l694 l894
a04 | 11 Spinney Close, Marlinsea | p10, p78 | 5 | 2024-07-14 | 2025-01-31 | 2024-07-10 | 2024-08-19 | l214 l217 l316 l323 l895
""",
    "shared_phones": """
t66 | 07700 900065 | yes | p36, p28 | 2024-10-03, 2025-02-02 | l482 l909 l985
""",
    "timeline_of_a_person": """
2025-02-09 | THREATENS | towards | p77 | – | r520 | 2BC | source-a
2025-02-08 | ARRANGES_TRAVEL_FOR | towards | p80 | road | r518 | 1BP | r518
2025-01-30 | ASSOCIATES_WITH | from | p41 | – | r497 | 1AP | r497
2025-01-29 | PRESENT_AT | from | e83 | missing | r492 | 1AP | r492
2025-01-28 | SUPPLIES | towards | p80 | – | r490 | 2BC | source-b
2025-01-14 | ARRANGES_TRAVEL_FOR | towards | p80 | – | r446 | 2CC | source-b
2025-01-10 | DIRECTS | towards | p28 | – | r437 | 1BP | r437
2024-12-28 | PRESENT_AT | from | e63 | missing | r414 | 1AP | r414
2024-12-28 | PRESENT_AT | from | e64 | travel | r420 | 2BP | r420
2024-12-11 | SUPPORTS | towards | p34 | – | r376 | 1AP | r376
2024-11-07 | KEEPS | from | v09 | – | r328 | 1AP | r328
2024-11-01 | RECRUITED | towards | p29 | – | r311 | 2BP | r311
2024-10-23 | SUPPLIES | towards | p76 | – | r298 | 1BP | r298
2024-10-15 | ARRANGES_TRAVEL_FOR | towards | p28 | rail | r318 | 1AP | r318
2024-10-15 | PRESENT_AT | from | e46 | missing | r308 | 1AP | r308
2024-10-12 | ARRANGES_TRAVEL_FOR | towards | p28 | rail | r322 | 2CP | r322
2024-10-12 | PRESENT_AT | from | e45 | missing | r301 | 1AP | r301
2024-10-05 | RELATED_TO | towards | p53 | parent | r275 | 1AP | r275
2024-10-05 | RELATED_TO | towards | p54 | parent | r275 | 1AP | r275
2024-10-05 | RELATED_TO | towards | p55 | sibling | r275 | 1AP | r275
2024-10-05 | RELATED_TO | from | p57 | sibling | r275 | 1AP | r275
2024-10-05 | RELATED_TO | from | p58 | sibling | r275 | 1AP | r275
2024-09-05 | LIVES_AT | from | a20 | – | r275 | 1AP | r275
2024-09-03 | CONTACTED | from | p58 | 4 | r215 | 1BC | r215
""",
    "visitors_of_an_address_over_time": """
2024-09 | p72 | George Lowe | relation: partner | 23 | 2 | 2 | 2024-09-01 | 2024-09-21
2024-09 | p78 | Adam Lowe | visitor | 51 | 1 | 1 | 2024-09-10 | 2024-09-10
2024-10 | p72 | George Lowe | relation: partner | 23 | 1 | 1 | 2024-10-31 | 2024-10-31
2024-11 | p72 | George Lowe | relation: partner | 23 | 2 | 2 | 2024-11-22 | 2024-11-24
2024-11 | p78 | Adam Lowe | visitor | 51 | 2 | 2 | 2024-11-01 | 2024-11-17
2024-12 | p72 | George Lowe | relation: partner | 23 | 2 | 2 | 2024-12-11 | 2024-12-25
2024-12 | p39 | Ella Arden | visitor | 55 | 1 | 1 | 2024-12-31 | 2024-12-31
2025-01 | p13 | Chloe Sedge | visitor | 34 | 1 | 1 | 2025-01-23 | 2025-01-23
2025-02 | p39 | Ella Arden | visitor | 55 | 2 | 2 | 2025-02-10 | 2025-02-24
2025-02 | p06 | Joan Foxley | visitor | 17 | 1 | 1 | 2025-02-05 | 2025-02-05
""",
    "what_changed_since": """
2 | 2025-03-08T09:00:00+00:00 | tests | changed | Vehicle | v14 | – | colour: blue, make: Tavola | v14
2 | 2025-03-08T09:00:00+00:00 | tests | new | KEEPS | l9001 | p01, v14 |  | l9001
2 | 2025-03-08T09:00:00+00:00 | tests | new | Report | r901 | – |  | r901
""",
    "where_a_vehicle_was_seen": """
2025-01-20 | a38 | Marlinsea Station | public | p04 |  | r460 | 1AP | l826
2024-08-09 | a07 | 43 Needle Lane, Marlinsea | home | p04 | p13, p28, p72 | r178 | 1BP | l292
""",
    "who_is_behind_a_line": """
t66 l985 p36
t66 l954 t26
t66 l954 t26 l073 p39
t66 l923 t37
t66 l923 t37 l145 p38
t66 l900 t57
t66 l900 t57 l781 p13
t66 l902 a12
t66 l903 t02
t66 l903 t02 l124 p56
t66 l906 t42
t66 l906 t42 l521 p14
t66 l907 t26
t66 l907 t26 l073 p39
t66 l909 p28
t66 l804 t48
t66 l804 t48 l660 p78
t66 l755 t48
t66 l755 t48 l660 p78
t66 l657 t57
t66 l657 t57 l781 p13
t66 l541 t57
t66 l541 t57 l781 p13
t66 l482 p36
t66 l473 t37
t66 l473 t37 l145 p38
t66 l363 t48
t66 l363 t48 l660 p78
""",
    "who_links_two_groups": """
p76 | Robbie Wren | no | 2 | 3 | 9 | l518 l542 l550 l687 l775 l899 l917 l946 l959 l960
p77 | Molly Heath | no | 2 | 1 | 3 | l885 l889 l937 l950 l952
p34 | Lee Pike | yes | 1 | 1 | 2 | l670 l672 l936
p41 | Connor Penrose | no | 1 | 1 | 2 | l759 l887
""",
    "young_people_found_with_whom_and_where": """
p76 | Robbie Wren | 16 | 2025-02-03 | a07 | 43 Needle Lane, Marlinsea | p06, p19, p39 | l914 l915
p56 | Tyler Tarn | 14 | 2025-01-29 | a12 | 26 Mariner Way, Marlinsea | p10, p28, p32, p72 | l883 l897
p76 | Robbie Wren | 16 | 2025-01-21 | a12 | 26 Mariner Way, Marlinsea | p32, p72 | l838 l842
p07 | Lucy Foxley | 16 | 2025-01-09 | p76 | Robbie Wren |  | l778 l795
p07 | Lucy Foxley | 16 | 2024-12-29 | a12 | 26 Mariner Way, Marlinsea | p32 | l716 l724
p56 | Tyler Tarn | 13 | 2024-12-28 | a07 | 43 Needle Lane, Marlinsea | p19, p39, p72 | l709 l715
p44 | Carol Penrose | 14 | 2024-11-16 | a23 | 129 Dock Rd, Hythebury | p61, p62, p63 | l598 l601
p56 | Tyler Tarn | 13 | 2024-10-12 | a07 | 43 Needle Lane, Marlinsea | p19 | l512 l519
""",
}
