"""Short and pet forms of forenames, and spellings of one name: which stand for which.

A line is one name: the full form first, then what it is shortened, turned or spelled to. A form may
stand in several lines (Alex, Sam, Jo): it then stands for each of them.
"""

__all__ = ["FORENAMES", "nickname_rows"]

FORENAMES = """
Abigail Abbie Abby Gail
Abdullah Abdulla Abdallah
Adam Ad
Agnieszka Aga
Ahmed Ahmad Ahmet
Aisha Ayesha Aysha Aicha
Alan Allan Allen Al
Albert Al Bert Bertie Albie
Alexander Alex Al Alec Sandy Xander Zander Lex Alexandru Aleksander Sasha
Alexandra Alex Lexi Lexie Sandra Sandy Sasha Alexa Aleksandra Ola
Alfred Alf Alfie Fred Freddie
Alice Ali Allie
Alison Ali Allison
Amanda Mandy
Andrew Andy Drew Andrei Andrzej
Angela Angie Ange
Ann Anne Anna Annie Nan
Anthony Tony Ant Antony
Antonia Toni
Archibald Archie
Arthur Art Artie
Barbara Barb Babs
Bartholomew Bart
Benjamin Ben Benny Benji
Bernard Bernie
Bethany Beth
Bradley Brad
Brian Bryan
Bronwen Bron
Caitlin Cait Katelyn Kaitlyn
Callum Calum Cal
Cameron Cam
Carol Carole Caz
Caroline Caz Carrie Carolyn Lyn
Catherine Katherine Kathryn Cathy Kathy Kate Katie Katy Cath Kath Kit Kitty Kay Katarzyna Kasia
Charles Charlie Chas Chaz Chuck Chip
Charlotte Charlie Lottie Lotty Char
Christina Chris Chrissie Tina Christine Cristina
Christopher Chris Kit Topher Kris Krzysztof
Clifford Cliff
Connor Conor Con
Cornelius Con Neil
Curtis Curt
Daniel Dan Danny Daniyal Danyal
Danielle Dani
David Dave Davey Davy Dai Dawid
Deborah Debbie Deb Debra
Declan Dec
Dennis Denis Den
Dominic Dom Nick Dominik
Donald Don Donnie
Dorothy Dot Dottie Dolly
Douglas Doug Dougie
Edward Ed Eddie Eddy Ted Teddy Ned
Edwin Ed Eddie
Eleanor Ellie Nell Nellie Nora Elle Ella
Elizabeth Liz Lizzie Beth Betty Betsy Eliza Libby Lisa Bess Lizzy Elisabeth Elspeth
Emily Em Emmy Millie
Emma Em
Eugene Gene
Evan Ev Ieuan
Fatima Fatema Fatma
Fiona Fi
Florence Flo Florrie Flossie
Frances Fran Frankie Fanny
Francis Frank Frankie Fran
Frederick Fred Freddie Freddy Frederic Fredrick
Gabriel Gabe
Gareth Gaz Gary
Gary Gaz Garry
Gavin Gav
Geoffrey Geoff Jeffrey Jeff Jeffery
George Georgie Gheorghe
Georgina Georgie Gina Georgia
Gerald Gerry Jerry
Gerard Gerry Ger
Gordon Gord
Graham Graeme Grahame
Gregory Greg Gregg
Gwendolen Gwen
Hannah Hanna Anna
Harold Harry Hal
Harriet Hattie Harri
Harrison Harry
Harvey Harv
Hassan Hasan
Heather Hev
Helen Ellen Nell Helena Lena Elena
Henry Harry Hal Hank Henri
Herbert Bert Herb
Hugh Hughie Huw Hugo
Hussein Hussain Husain
Ian Iain
Ibrahim Ebrahim Ib
Imogen Immy
Isaac Ike Zac Zak
Isabella Isabel Bella Izzy Issy Isobel Isabelle Belle
Jacob Jake Jakub Kuba
Jacqueline Jackie Jacky Jacqui
Jamal Jamaal
James Jim Jimmy Jamie Jem
Jane Janie Jayne
Janet Jan
Jason Jase Jay
Jayden Jaden Jay
Jennifer Jen Jenny Jennie
Jeremy Jez Jerry
Jessica Jess Jessie
Joanna Jo Joanne Joan Joasia
John Jack Johnny Jon Jonny Jan Ian Ion Sean Ivan Evan
Jonathan Jon Jonny Jonathon Johnathan Nathan
Jordan Jord Jordy Jay
Joseph Joe Joey Jo Jos Yusuf Yousef Yousuf Youssef Jozef
Josephine Jo Josie Jo-Jo
Joshua Josh
Judith Judy Jude
Julia Julie Jules
Julian Jules
Katrina Kat Trina
Kayleigh Kayley Kaylee Kay
Kenneth Ken Kenny
Kevin Kev
Kieran Kieron Ciaran
Kimberley Kim Kimberly
Kyle Ky
Laura Lauren Lori
Lawrence Larry Laurence Laurie
Leonard Len Lenny Leo
Leonardo Leo
Lewis Lew Louis Louie Luis
Leslie Les Lesley
Liam Lee William
Lillian Lily Lilly Lil
Louise Lou Lulu
Lucas Luke Luca Lukasz
Lucy Lu Luce Lucia Lucille
Malcolm Mal Malc
Malgorzata Gosia
Marcus Mark Marc
Margaret Maggie Meg Peggy Marge Margie Madge Mags Rita Greta Daisy
Maria Mary Marie Mia Maryam Mariam Miriam
Martin Marty Martyn
Mary Molly Polly May Mamie
Matilda Tilly Tilda Mattie
Matthew Matt Matty Mat Mateusz
Maureen Mo Maur
Maxwell Max
Maximilian Max
Megan Meg Meghan
Melanie Mel
Melissa Mel Missy Lissa
Michael Mike Mick Mickey Micky Mikey Mitch Mihai Michal
Michelle Shell Shelly Chelle
Mohammed Muhammad Mohammad Mohamed Muhammed Mohamad Mo Mohd Muhamed Mehmet
Mustafa Mustapha Moustafa
Natalie Nat Nattie Natalia Talia
Natasha Tash Tasha Nat
Nathan Nath Nat
Nathaniel Nathan Nat Nate
Nicholas Nick Nicky Nico Nicolas Nicolae Klaus
Nicola Nicky Nikki Nic Nicole
Nigel Nige
Oliver Ollie Olly Noll
Olivia Liv Livvy Olive
Omar Umar Omer
Oscar Ozzy Oz
Pamela Pam
Patricia Pat Patty Tricia Trish
Patrick Pat Paddy Padraig Pádraig
Paul Paulie Pawel
Penelope Penny
Peter Pete Piotr Petru
Philip Phil Phillip Pip
Philippa Pippa Pip
Rachel Rach Rachael
Raymond Ray
Rebecca Becky Becca Bex Bec Rebekah
Reginald Reg Reggie
Rhys Reece Reese Rees
Richard Rick Ricky Dick Rich Richie Dickie Ric
Robert Rob Bob Bobby Robbie Bert Robin Rupert
Roderick Rod Roddy Rory
Rodney Rod
Roger Rodge
Ronald Ron Ronnie Ronny
Rosemary Rose Rosie Romy
Roxanne Roxy
Russell Russ
Ryan Ry
Saeed Said Sayeed
Samantha Sam Sammy
Samuel Sam Sammy Sami
Sarah Sara Sally Sadie Saz
Scott Scotty
Sean Shaun Shawn
Sebastian Seb Bas
Shannon Shan
Siobhan Shiv Shivaun
Simon Si Szymon
Sophia Sofia Sophie Soph Zofia
Stanley Stan
Stephanie Steph Stef Stevie
Stephen Steven Steve Stevie Ste Stefan Stephan
Stewart Stuart Stu Stew
Susan Sue Susie Suzy Suzanne Susanna Zuzanna
Sylvia Syl
Tariq Tarik Tareq
Terence Terry Tel Terrence
Teresa Terri Tess Tessa Theresa Tracy Resa
Theodore Theo Ted Teddy
Thomas Tom Tommy Tomasz Toma
Timothy Tim Timmy
Tobias Toby
Tyrone Ty
Tyler Ty
Valerie Val
Vanessa Nessa
Veronica Ronnie Vera Ronni
Victor Vic
Victoria Vicky Vicki Tori Vic Vikki
Vincent Vince Vinny Vinnie
Violet Vi Letty
Walter Walt Wally Wat
William Will Bill Billy Willie Willy Wills
Winifred Win Winnie Freda
Yasmin Yasmeen Jasmine Jasmin Yaz
Youssef Yusuf Yousef Yusef Joe
Yvonne Eve Vonnie
Zachary Zac Zak Zack Zachariah
Zoe Zoë
"""


def nickname_rows() -> tuple[tuple[str, str], ...]:
    """Each form, in capitals, with each full form that it may stand for; in order."""
    rows = set()
    for line in FORENAMES.upper().split("\n"):
        forms = line.split()
        rows |= {(form, forms[0]) for form in forms}
    return tuple(sorted(rows))
